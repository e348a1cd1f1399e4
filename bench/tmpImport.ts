import { openBenchmarkServer } from '/work/main/bench/server.ts';
import { historyImport } from '/work/main/bench/historyImport.ts';
const server = await openBenchmarkServer();
try {
  console.log(
    await historyImport.run({
      freshDatabase: server.freshDatabase,
      progress: (t) => console.error(new Date().toISOString(), t),
    }),
  );
} finally {
  await server.close();
}
