/** Tells from a name, and from what stands behind it, that there is a secret. */

/** What a secret is. */
export type SecretKind =
  | 'storage account key'
  | 'shared access signature'
  | 'connection string'
  | 'password'
  | 'private key'
  | 'client secret'
  | 'access key'
  | 'access token';

/**
 * The last words of names that hold secrets. Only the last ones count: `PasswordPolicy`, `secret_uri` and `key_path`
 * speak of secrets and hold none.
 */
const ENDINGS: readonly (readonly [RegExp, SecretKind])[] = [
  [/ (\w*(password|passwd|passphrase)|pass|pwd)$/, 'password'],
  [/ secret( value)?$/, 'client secret'],
  [/ connection string$/, 'connection string'],
  [/ (sas|sas token|shared access signature)$/, 'shared access signature'],
  [/ (storage|account) key$/, 'storage account key'],
  [/ private key$/, 'private key'],
  [/ (access|secret|api|encryption|munge) key$/, 'access key'],
  [/ token$/, 'access token'],
];

/** The kind of secret that a name announces: `slurm.accounting.password`, `StorageAccountKey`, `DB_PASSWD`. */
export function secretKindOf(name: string): SecretKind | undefined {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, ' ')
    .trim()
    .replace(/(account|storage|access|private|api)key$/, '$1 key')
    .replace(/connectionstring$/, 'connection string');
  return ENDINGS.find(([ending]) => ending.test(` ${words}`))?.[1];
}

/** Whether a text may be a secret of its kind: no reference, path, address or stand-in. Passwords may be anything else. */
export function isLiteralSecret(text: string, kind: SecretKind): boolean {
  const plain = text.trim();
  if (/^(|undefined|null|none|true|false|-?\d{1,3}(\.\d+)?)$/i.test(plain)) return false;
  // References of templates, Key Vault ("@Microsoft.KeyVault(…)"), shells and environments.
  if (/^[$@%=`]/.test(plain) || /^[a-z][a-z\d+.-]*:\/\//i.test(plain)) return false;
  // A path. Base64 may start with a slash as well, but is unlikely to do without "+" and "=".
  if (/^(~|\.{0,2})\/[\w./-]*$/.test(plain)) return false;
  if (isStandIn(plain)) return false;
  // Keys and tokens are long and mixed; under the same names stand the names of secrets.
  return kind === 'password' || (/^\S{16,}$/.test(plain) && /\d/.test(plain) && /[a-z]/i.test(plain));
}

/** Whether a text stands where a secret is yet to be filled in: `<password>`, `xxxx`, `changeme`. */
export function isStandIn(text: string): boolean {
  return (
    /^(change[-_ ]?me|replace[-_ ]?me|todo|tbd|redacted|your[-_ ].*)$/i.test(text) ||
    /^(<.*>|\{.*\}|\[.*\]|%.*%|[*.•_-]+)$/.test(text) ||
    /x{4,}/i.test(text)
  );
}
