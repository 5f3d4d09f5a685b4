/** What several reports need of one result is made once. */

/** The function, remembering what it made of each object; arguments and answers must not be changed afterwards. */
export function once<Argument extends object, Answer>(
  make: (argument: Argument) => Answer,
): (argument: Argument) => Answer {
  const made = new WeakMap<Argument, { readonly answer: Answer }>();
  return argument => {
    const known = made.get(argument);
    if (known !== undefined) return known.answer;
    const answer = make(argument);
    made.set(argument, { answer });
    return answer;
  };
}
