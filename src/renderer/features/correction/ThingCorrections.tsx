import { Alert, Button } from 'antd';
import { useDesk } from '../../session.tsx';
import { useRecords } from '../../store/records.ts';
import { useWords } from '../../words/language.ts';
import { type Site, siteText } from '../estate/site.ts';
import type { Thing } from '../estate/standing.ts';
import { ThingLink } from '../estate/ThingLink.tsx';
import { useThings } from '../estate/things.ts';
import { Corrections } from './Corrections.tsx';
import { MergeForm } from './MergeForm.tsx';
import { suspectsOf } from './merging.ts';
import { useRelink } from './RelinkForm.tsx';
import { correctionWords } from './words.ts';

/** What may be wrong with a thing's record itself: it is there twice, or a photo of it is another thing's. */
export function ThingCorrections({ record, site }: { record: Thing; site: Site }) {
  const t = useWords(correctionWords);
  const { user } = useDesk();
  const suspects = suspectsOf(record, useThings(record.fields.place.building) ?? []);
  const mayMerge = user.roles.some((role) => role === 'clerk' || role === 'reviewer');
  // What was brought to prove a statement against its determination is shown on its page too.
  const statements = useRecords('statement', record.id) ?? [];
  const about = `${record.fields.code} ${siteText(site, record.fields.place)}`;
  const relink = useRelink({ records: [record, ...statements], site, about });
  return (
    <>
      {suspects.length > 0 && record.fields.status !== 'void' && (
        <Alert
          type="warning"
          showIcon
          title={t(mayMerge ? 'suspect' : 'suspectTell')}
          description={
            <ul className="things">
              {suspects.map((thing) => (
                <li key={thing.id}>
                  <ThingLink thing={thing} /> <Button href={`#/waiting/doubles/${record.id}/${thing.id}`}>{t('compare')}</Button>
                </li>
              ))}
            </ul>
          }
        />
      )}
      <Corrections
        forms={[
          mayMerge && { key: 'merge', label: t('merge'), form: (onClose) => <MergeForm record={record} onClose={onClose} /> },
          relink,
        ]}
      />
    </>
  );
}
