/** Lines of files that may be published: keys, sections, commands and options, with all values covered that may be secret. */

/** What a value may be and be shown: an id, a parameter's name, a word that the format defines. */
const HARMLESS =
  /^"?(?:\/subscriptions\/[\w./-]+|\$[A-Za-z_]\w*|true|false|null|=undefined|ManagedIdentity|SharedAccessKey|Secret)?"?,?$/i;

/** Lines of templates, parameter files, records and plans in JSON. Each as long as it was, so that columns keep their meaning. */
export function maskedLines(text: string): string[] {
  return text.split(/\r?\n/).map(line => {
    if (/^\s*(?:\[+[\w .:/-]*\]+|[{}[\],\s]*)\s*$/.test(line)) return line;
    const [, key = '', value = line] = /^(\s*(?:"[^"]*"|[A-Za-z_][\w.]*)\s*(?::=|[:=])\s*)(.*)$/.exec(line) ?? [];
    return HARMLESS.test(value.trimEnd()) ? line : key + value.replace(/\S/g, '*');
  });
}

/** Options whose values name things, in the Azure CLI. */
const NAMING =
  /^(?:-[gnl]|--(?:[a-z-]*name|resource-group|ids?|scopes?|role|subscription|location|bypass|default-action|query|method|assignee[a-z-]*|mi-[a-z-]+|enable-rbac-authorization|public-network-access))$/;

/** What says nothing secret wherever it stands: a variable, an id, a command or the word of an option. */
const PLAIN_WORD =
  /^(?:--?[a-z][a-z-]*|"?\$\{?[A-Za-z_]\w*\}?(?:\/[\w./-]+)?"?|"?\/subscriptions\/[\w./-]+"?|[[\]{}();&|\\<>]+|true|false)$/;

/** Lines of a shell script, each as long as it was: commands and options stay, and the values of options that name things. */
export function maskedScript(text: string): string[] {
  return text.split(/\r?\n/).map(line => {
    let option = '';
    let isCommand = false;
    let isComment = false;
    return line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']+/g, word => {
      isComment ||= word.startsWith('#');
      if (isComment) return word.replace(/\S/g, '*');
      if (word === 'az' || word.endsWith('$(az')) {
        isCommand = true;
        return word;
      }
      if (word.startsWith('-')) {
        isCommand = false;
        option = word;
      }
      const isSubcommand = isCommand && /^[a-z][a-z-]*$/.test(word);
      return isSubcommand || NAMING.test(option) || PLAIN_WORD.test(word) ? word : word.replace(/\S/g, '*');
    });
  });
}
