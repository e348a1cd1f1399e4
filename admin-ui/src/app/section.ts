import type { ComponentType, ReactNode } from 'react';

import type { Permission } from '@chobo/identity/roles';

import type { ListSource } from '../api/dataProvider';

/** A list of the API as a resource of react-admin; the pages are loaded when they are opened. */
export type ResourceSection = {
  readonly name: string;
  readonly source: ListSource;
  readonly permission: Permission;
  readonly list?: ComponentType;
  readonly show?: ComponentType;
};

/** A page at an address of its own; `permission` null for everybody who is logged in. */
export type PageSection = {
  /** As react-router has it, e.g. `/statements/upload`. */
  readonly path: string;
  readonly page: ComponentType;
  readonly permission: Permission | null;
};

/** Groups of the menu, in its order. */
export const MENU_GROUPS = ['support', 'finance', 'books', 'people'] as const;

export type MenuEntry = {
  readonly to: string;
  /** Key of its words. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly permission: Permission;
  readonly group: (typeof MENU_GROUPS)[number];
};

/** What a part of the console adds to it. */
export type Section = {
  readonly resources?: readonly ResourceSection[];
  readonly pages?: readonly PageSection[];
  readonly menu?: readonly MenuEntry[];
  /** The page at `/`; one section has it. */
  readonly home?: ComponentType;
  /** What stands in the bar, e.g. the search over everything. */
  readonly bar?: ComponentType;
  /** Entries of the menu of the person, e.g. the own account. */
  readonly personMenu?: ComponentType;
};
