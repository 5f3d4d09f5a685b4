/** Lines of templates, parameter files and account records that may be published: keys and sections, with their values covered. */

/** What a value may be and be shown: an id, a parameter's name, a word that the format defines. */
const HARMLESS =
  /^"?(?:\/subscriptions\/[\w./-]+|\$[A-Za-z_]\w*|true|false|null|=undefined|ManagedIdentity|SharedAccessKey|Secret)?"?,?$/i;

/** Each line as long as it was, so that columns keep their meaning. */
export function maskedLines(text: string): string[] {
  return text.split(/\r?\n/).map(line => {
    if (/^\s*(?:\[+[\w .:/-]*\]+|[{}[\],\s]*)\s*$/.test(line)) return line;
    const [, key = '', value = line] = /^(\s*(?:"[^"]*"|[A-Za-z_][\w.]*)\s*(?::=|[:=])\s*)(.*)$/.exec(line) ?? [];
    return HARMLESS.test(value.trimEnd()) ? line : key + value.replace(/\S/g, '*');
  });
}
