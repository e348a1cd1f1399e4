import { createDatabase } from '@chobo/fixtures/postgres/database';
import { eventStoreContract } from '../contract/eventStoreContract.ts';
import { createPostgresEventStore } from './postgresEventStore.ts';

eventStoreContract('postgres', async () => {
  const database = await createDatabase();
  const store = createPostgresEventStore({ pool: database.pool });
  return {
    store,
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
});
