import type { Section } from '../app/section';
import { LiveSign } from './LiveSign';

export const liveSection: Section = { bar: LiveSign };
