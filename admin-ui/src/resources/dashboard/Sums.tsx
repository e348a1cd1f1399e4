import type { Money } from '../../api/answers';
import { Amount } from '../../parts/values';
import { useWord } from './useWord';

/** Sums by currency, one under the other. */
export const Sums = ({ values }: { readonly values: readonly Money[] }) => {
  const word = useWord();
  if (values.length === 0) return word('nothing');
  return (
    <>
      {values.map((value) => (
        <div key={value.currency}>
          <Amount value={value} />
        </div>
      ))}
    </>
  );
};
