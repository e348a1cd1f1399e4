import { InvalidArgumentError } from 'commander';

import { isBusinessDate } from '@chobo/domain/kernel/time';
import type { BusinessDate } from '@chobo/domain/kernel/time';

/**
 * Reads a day given on the command line.
 *
 * @throws InvalidArgumentError, which ends the command before anything is opened
 */
export const businessDay = (text: string): BusinessDate => {
  if (isBusinessDate(text)) return text;
  throw new InvalidArgumentError('Write an existing day as year-month-day, like 2026-11-18.');
};
