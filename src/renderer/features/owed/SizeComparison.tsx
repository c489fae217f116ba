import { Alert } from 'antd';
import { shortMeasures } from '#domain/entitlement.ts';
import type { FixtureSizes } from '#domain/evidence.ts';
import { comparedMeasures } from '#domain/fixture.ts';
import type { TypePolicy } from '#domain/policy.ts';
import { useWords } from '../../words/language.ts';
import { owedWords } from './words.ts';

/** What came back beside what went, measure by measure under the frozen policy [C5]. */
export function SizeComparison({ removed, actual, policy }: { removed: FixtureSizes; actual: FixtureSizes; policy: TypePolicy }) {
  const t = useWords(owedWords);
  const measures = comparedMeasures[policy.sizeRule].filter((measure) => removed[measure] !== null);
  if (measures.length === 0) return null;
  const known = measures.filter((measure) => actual[measure] !== null);
  if (known.length === 0) return <Alert type="info" showIcon title={t('sizesToCome')} />;
  const short = shortMeasures(removed, actual, policy).filter((measure) => actual[measure] !== null);
  const lines = known.map((measure) => {
    const was = removed[measure] ?? 0;
    const is = actual[measure] ?? 0;
    const values = { measure: t(measure), was, is, tolerance: policy.tolerancePercent, percent: (((was - is) / was) * 100).toFixed(1) };
    return <div key={measure}>{t(short.includes(measure) ? 'short' : 'within', values)}</div>;
  });
  return (
    <Alert
      type={short.length === 0 ? 'success' : 'warning'}
      showIcon
      title={lines}
      {...(short.length === 0 ? {} : { description: t('shortAhead') })}
    />
  );
}
