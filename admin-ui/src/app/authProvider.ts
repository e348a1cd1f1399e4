import type { AuthProvider } from 'react-admin';

import type { Permission } from '@chobo/identity/roles';

import type { Me } from '../api/answers';
import { ask } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { ResourceName } from '../api/dataProvider';

/** What a page asks for; the server asks for it again. */
export const READ_PERMISSIONS: Readonly<Record<ResourceName, Permission>> = {
  cards: 'cards:read',
  'reconciliation-days': 'reconciliation:read',
  breaks: 'reconciliation:read',
};

const isResource = (name: string): name is ResourceName => Object.hasOwn(READ_PERMISSIONS, name);

/** Who is logged in, by the session in the cookie. Asked once, then known until it ends. */
export const createAuthProvider = (): AuthProvider => {
  let asked: Promise<Me> | null = null;
  const me = (): Promise<Me> => {
    asked ??= ask<Me>('me').catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };

  return {
    login: async ({ login, password }: { login: string; password: string }) => {
      asked = Promise.resolve(
        await ask<Me>('sessions', { method: 'POST', body: { login, password } }),
      );
    },
    logout: async () => {
      const known = asked !== null;
      asked = null;
      // One that has ended already is ended.
      if (known) await ask('sessions/current', { method: 'DELETE' }).catch(() => undefined);
    },
    checkAuth: async () => {
      await me();
    },
    checkError: async (error: unknown) => {
      if (error instanceof ApiProblem && error.status === 401) {
        asked = null;
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
      const { permissions } = await me();
      return isResource(resource) && permissions.includes(READ_PERMISSIONS[resource]);
    },
  };
};
