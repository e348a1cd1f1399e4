import english from 'ra-language-english';

import { cards } from './cards';
import { common } from './common';
import { problems } from './problems';
import { reconciliation } from './reconciliation';

export default { ra: english.ra, chobo: { common, problems, cards, reconciliation } };
