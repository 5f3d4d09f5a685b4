/** Where a script goes on: what is not decided, and what has ended. */

type Ending = 'script' | 'function' | 'loop';

type Maybe = { readonly what: Ending; readonly because: string };

/** The state of the way through a script. */
export class Flow {
  /** Why it is not known whether the script gets to the current command; `undefined` where it does. */
  doubt: string | undefined;
  /** What has certainly ended, and is not gone on with. */
  ended: Ending | undefined;
  #maybe: Maybe | undefined;

  /** Ends the script, the function or the round of a loop, for certain or perhaps. */
  end(what: Ending, line: number): void {
    if (this.doubt === undefined) this.ended = what;
    else this.#maybe = { what, because: `the script may have ended on line ${line}` };
  }

  /** Runs a part of which it is not known whether it runs. Gets to what follows in doubt where the part may end it. */
  async maybe(because: string, run: () => Promise<void>): Promise<void> {
    const before = this.doubt;
    this.doubt = before ?? because;
    await run();
    this.doubt = before ?? this.#maybe?.because;
  }

  /** Runs the body of a function or a loop, or a shell within the shell: what ends in it ends no more than that. */
  async within(what: 'subshell' | 'function' | 'loop', run: () => Promise<void>): Promise<void> {
    const { doubt } = this;
    const maybe = this.#maybe;
    this.#maybe = undefined;
    await run();
    const isHeld = (ending: Ending | undefined) =>
      what === 'subshell' || ending === what || (what === 'function' && ending === 'loop');
    if (isHeld(this.ended)) this.ended = undefined;
    const since = this.#maybe as Maybe | undefined;
    if (since !== undefined && !isHeld(since.what)) return;
    this.#maybe = maybe;
    this.doubt = doubt;
  }
}
