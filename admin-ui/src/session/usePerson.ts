import { useSyncExternalStore } from 'react';

import type { Me } from '../api/answers';
import { knownPerson } from './session';

/** Who is logged in; null while that is being found out. */
export const usePerson = (): Me | null =>
  useSyncExternalStore(knownPerson.subscribe, knownPerson.current);
