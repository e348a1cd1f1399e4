import english from 'ra-language-english';

import { cards } from './cards';
import { frame } from './frame';
import { problems } from './problems';
import { reconciliation } from './reconciliation';
import { statements } from './statements';

export default { ra: english.ra, chobo: { frame, problems, cards, reconciliation, statements } };
