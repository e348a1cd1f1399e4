import { mergeTranslations } from 'react-admin';
import english from 'ra-language-english';

import type en from '../en';
import type { Messages } from '../messages';
import { cards } from './cards';
import { frame } from './frame';
import { problems } from './problems';
import { framework } from './framework';
import { reconciliation } from './reconciliation';
import { statements } from './statements';

const chobo: Messages<typeof en.chobo> = { frame, problems, cards, reconciliation, statements };

export default {
  ra: (mergeTranslations(english, { ra: framework }) as typeof english).ra,
  chobo,
};
