/** How types and subjects are declared: as data, from which TypeScript's types, CEL's types and the printed reference all come. */

import type { Fact } from '../model/fact.ts';

/** What a field may hold. A capitalised name is a declared type. */
export type FieldType = 'bool' | 'string' | 'list<string>' | Capitalized | `list<${Capitalized}>`;
type Capitalized =
  | 'Cluster'
  | 'Setting'
  | 'Identity'
  | 'Principal'
  | 'ContainerUrl'
  | 'StorageAccount'
  | 'Container'
  | 'Vault'
  | 'Workspace'
  | 'Firewall'
  | 'Grant'
  | 'Access'
  | 'Server'
  | 'Rights'
  | 'RoleFile'
  | 'Account'
  | 'Locker'
  | 'Nodes'
  | 'Template'
  | 'IdentityReference'
  | 'Change'
  | 'Update';

/** One field of a type: what rules may read, what it says, and where Azure or which document it comes from. */
export type Field = {
  readonly type: FieldType;
  readonly says: string;
  readonly source: string;
};

export type Fields = { readonly [name: string]: Field };

export type TypeDeclaration = { readonly says: string; readonly fields: Fields };

/** A kind of subject: the names that its rules may use, and what they stand for. */
export type SubjectDeclaration = {
  readonly says: string;
  readonly variables: { readonly [name: string]: Capitalized };
};

/** Declares a field. */
export function field<const T extends FieldType>(type: T, says: string, source: string) {
  return { type, says, source } as const;
}

/** The TypeScript type of a field's value; nested types are given by `Types`. */
export type ValueOf<T extends FieldType, Types extends { readonly [name: string]: TypeDeclaration }> = T extends 'bool'
  ? boolean
  : T extends 'string'
    ? string
    : T extends 'list<string>'
      ? readonly string[]
      : T extends `list<${infer Item}>`
        ? readonly FactsOf<Types[Item]['fields'], Types>[]
        : FactsOf<Types[T]['fields'], Types>;

/** The facts that wiring fills a type with. */
export type FactsOf<F extends Fields, Types extends { readonly [name: string]: TypeDeclaration }> = {
  readonly [Name in keyof F]: Fact<ValueOf<F[Name]['type'], Types>>;
};
