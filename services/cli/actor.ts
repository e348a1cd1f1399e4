import { userInfo } from 'node:os';

import type { Actor } from '@chobo/domain/kernel/actor';

/** Who gives commands at this terminal, as the system knows the user: `cli:<name>`. */
export const commandActor = (): Actor => {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    // A user id without a name, as containers have them.
    return `cli:uid-${process.getuid?.() ?? 'unknown'}`;
  }
};
