import { writeFileSync } from 'node:fs';

/**
 * Preloaded into a process that is measured: at its end it writes the most
 * memory that it ever held (resident set, KiB) to the file of PEAK_FILE.
 */
const file = process.env.PEAK_FILE;
if (file !== undefined) {
  process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
}
