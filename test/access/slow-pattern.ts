/** What patterns of actions mean, the slow and obvious way: by regular expressions and by trying many actions. */

/** Both readings of every star between slashes, as patterns in which a star is just any text. */
function readings(pattern: string): string[] {
  const at = pattern.indexOf('/*/');
  if (at < 0) return [pattern];
  const head = pattern.slice(0, at);
  const tail = readings(pattern.slice(at + 2));
  return [...tail.map(rest => `${head}/*${rest}`), ...tail.map(rest => `${head}${rest}`)];
}

export function slowMatches(pattern: string, action: string): boolean {
  return expressions(pattern).some(expression => expression.test(action));
}

export function expressions(pattern: string): RegExp[] {
  return readings(pattern.replace(/\*+/g, '*')).map(reading => {
    const escaped = reading.split('*').map(text => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${escaped.join('.*')}$`, 'is');
  });
}

const FILLS = ['', '~', '/', 'a', '~/~', 'a/b', 'b/', '/a'];

/** Actions that a pattern matches, among them one in which every star stands for a text that no pattern spells. */
export function samples(pattern: string): string[] {
  return readings(pattern.replace(/\*+/g, '*')).flatMap(fill);
}

function fill(reading: string): string[] {
  const at = reading.indexOf('*');
  if (at < 0) return [reading];
  const tails = fill(reading.slice(at + 1));
  return FILLS.flatMap(text => tails.map(tail => reading.slice(0, at) + text + tail));
}
