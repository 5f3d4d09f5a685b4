/** Patterns of the shell, as parameter expansions use them. */

/** A regular expression for a pattern in which `*` and `?` are the only special characters; `undefined` for any other. */
function globSource(pattern: string, greedy: boolean): string | undefined {
  if (/[[\]()\uE000]/.test(pattern)) return undefined;
  const any = greedy ? '[\\s\\S]*' : '[\\s\\S]*?';
  return pattern.replace(/[.+^${}|\\/?*-]/g, found =>
    found === '*' ? any : found === '?' ? '[\\s\\S]' : `\\${found}`,
  );
}

// Beyond this, and with more than one star, looking for what fits takes too long.
const LONGEST = 2000;

/** The value without its head (`#`, `##`) or tail (`%`, `%%`) that fits the pattern; `undefined` where the pattern is not understood. */
export function removeFitting(value: string, operator: '#' | '##' | '%' | '%%', pattern: string): string | undefined {
  if (value.length > LONGEST || pattern.split('*').length > 2) return undefined;
  const greedy = operator.length === 2;
  const source = globSource(pattern, greedy);
  if (source === undefined) return undefined;
  if (operator.startsWith('#')) return value.replace(new RegExp(`^${source}`), '');
  const whole = new RegExp(`^${source}$`);
  const starts = Array.from({ length: value.length + 1 }, (_, start) => start);
  const found = (greedy ? starts : starts.reverse()).find(start => whole.test(value.slice(start)));
  return found === undefined ? value : value.slice(0, found);
}
