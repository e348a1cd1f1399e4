import type { AuthProvider } from 'react-admin';

import type { Permission } from '@chobo/identity/roles';

import type { Me } from '../api/answers';
import { ask } from '../api/client';
import { ApiProblem } from '../api/problem';
import { forgetDrafts } from '../session/drafts';
import { rememberPerson } from '../session/session';

/** Who is logged in, by the session in the cookie. Asked once, then known until it ends. */
export const createAuthProvider = (permissionOf: ReadonlyMap<string, Permission>): AuthProvider => {
  let asked: Promise<Me> | null = null;
  const me = (): Promise<Me> => {
    asked ??= ask<Me>('me').then(
      (found) => {
        rememberPerson(found);
        return found;
      },
      (error: unknown) => {
        asked = null;
        throw error;
      },
    );
    return asked;
  };

  return {
    login: async ({ login, password }: { login: string; password: string }) => {
      const me = await ask<Me>('sessions', { method: 'POST', body: { login, password } });
      rememberPerson(me);
      asked = Promise.resolve(me);
    },
    logout: async () => {
      const known = asked !== null;
      asked = null;
      rememberPerson(null);
      forgetDrafts();
      // One that has ended already is ended.
      if (known) await ask('sessions/current', { method: 'DELETE' }).catch(() => undefined);
    },
    checkAuth: async () => {
      await me();
    },
    checkError: async (error: unknown) => {
      if (error instanceof ApiProblem && error.status === 401) {
        asked = null;
        rememberPerson(null);
        return Promise.reject(error);
      }
      return Promise.resolve();
    },
    getIdentity: async () => {
      const { user } = await me();
      return { id: user.id, fullName: user.name };
    },
    getPermissions: async () => (await me()).permissions,
    canAccess: async ({ resource }: { resource: string }) => {
      const permission = permissionOf.get(resource);
      return permission === undefined || (await me()).permissions.includes(permission);
    },
  };
};
