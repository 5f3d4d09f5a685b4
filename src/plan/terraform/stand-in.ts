/** Names that stand in for those that Azure or a provider makes up. */

/** A name that no resource has, of an address: unique in the plan and the same in every run. */
export function nameFrom(address: string): string {
  return encodeURIComponent(address.replaceAll('~', '~~').replace(/[A-Z]/g, letter => `~${letter.toLowerCase()}`));
}
