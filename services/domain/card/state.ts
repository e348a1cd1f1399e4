import type { CardRegistered } from './events.ts';

export type CardState =
  | { readonly status: 'unregistered' }
  | { readonly status: 'registered'; readonly registration: CardRegistered['data'] };

export const initialState = (): CardState => ({ status: 'unregistered' });
