import type { Section } from '../../app/section';
import { GlobalSearch } from './GlobalSearch';

export const searchSection: Section = { bar: GlobalSearch };
