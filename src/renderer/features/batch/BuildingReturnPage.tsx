import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Empty, Skeleton } from 'antd';
import { useState } from 'react';
import { mayCreate } from '#domain/authority.ts';
import { openLines } from '#domain/closing.ts';
import { isClosed } from '#domain/estate.ts';
import type { RecordId } from '#domain/identity.ts';
import { placeText } from '#domain/place.ts';
import { fixtureTypeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { ProvenBy } from '../consent/Evidence.tsx';
import { PhotoCorrections } from '../correction/RelinkForm.tsx';
import { OwedFigures } from '../owed/OwedFigures.tsx';
import { owedLines } from '../owed/owed-lines.ts';
import { freeLines, linesOf, progressOf } from './batch-lines.ts';
import { type BuildingReturn, useBuildingReturn } from './building-return.ts';
import { ClosingCard } from './ClosingCard.tsx';
import { NewBatchForm } from './NewBatchForm.tsx';
import { PrintBuilding } from './PrintBuilding.tsx';
import { Titled } from './Titled.tsx';
import { UniformForm } from './UniformForm.tsx';
import { batchWords } from './words.ts';

export function BuildingReturnPage({ building }: { building: RecordId }) {
  const t = useWords(batchWords);
  const facts = useBuildingReturn(building);
  if (facts) return <BuildingReturns facts={facts} />;
  return (
    <Page title={t('returns')} back="/owed">
      {facts === undefined ? <Skeleton active /> : <Empty description={t('unknown')} />}
    </Page>
  );
}

/** Giving back to one building: what is owed, its batches, what was added to every window alike, and its close-out. */
function BuildingReturns({ facts }: { facts: BuildingReturn }) {
  const t = useWords(batchWords);
  const { source } = useDesk();
  const { building, estate } = facts.site;
  const owed = owedLines(facts.lines, facts.policies, localDay(source.now()));
  const open = openLines(facts.lines);
  return (
    <Page
      title={t('returnsOf', { building: `${estate.fields.name} ${building.fields.label}` })}
      back="/owed"
      extra={
        <>
          <PrintBuilding facts={facts} lines={open} />
          <Button href={`#/buildings/${building.id}`}>{t('elevation')}</Button>
        </>
      }
    >
      {isClosed(building.fields) && <Alert type="success" showIcon title={t('closedNow', { on: building.fields.closing?.on ?? '' })} />}
      {owed.length > 0 && <OwedFigures lines={owed} />}
      <Batches facts={facts} />
      <Uniform facts={facts} />
      <PhotoCorrections records={facts.uniform} site={facts.site} about={`${estate.fields.name} ${building.fields.label}`} />
      <ClosingCard facts={facts} />
    </Page>
  );
}

function Batches({ facts }: { facts: BuildingReturn }) {
  const t = useWords(batchWords);
  const { user } = useDesk();
  const navigate = useNavigate();
  const [making, setMaking] = useState(false);
  const free = freeLines(facts.lines, facts.batches);
  const mayMake = mayCreate('returnBatch', user);
  const howFar = (lines: readonly RecordOf<'entitlement'>[]) => (lines.length === 0 ? t('allLeft') : t('done', progressOf(lines)));
  return (
    <Titled title={t('batches')}>
      {facts.batches.length === 0 && <span>{t('noBatch')}</span>}
      <ul className="plain-list">
        {facts.batches.map((batch) => (
          <li key={batch.id}>
            <a className="row-link" href={`#/batches/${batch.id}`}>
              {batch.fields.contractor} {batch.fields.contractNo} · {howFar(linesOf(batch, facts.lines, facts.batches))}
            </a>
          </li>
        ))}
      </ul>
      {free.length > 0 && <span>{t('free', { n: free.length })}</span>}
      {free.length > 0 && mayMake && !making && (
        <Button type="primary" size="large" className="main-action" onClick={() => setMaking(true)}>
          {t('newBatch')}
        </Button>
      )}
      {free.length > 0 && mayMake && making && (
        <NewBatchForm facts={facts} lines={free} onSaved={(id) => void navigate({ to: '/batches/$batch', params: { batch: id } })} />
      )}
    </Titled>
  );
}

/** 统一加装: stands outside the account [C1]. */
function Uniform({ facts }: { facts: BuildingReturn }) {
  const t = useWords(batchWords);
  const { user } = useDesk();
  const [adding, setAdding] = useState(false);
  return (
    <Titled title={t('uniform')}>
      <span className="hint">{t('uniformHint')}</span>
      {facts.uniform.map((piece) => (
        <UniformLine key={piece.id} piece={piece} />
      ))}
      {mayCreate('replacement', user) && !adding && (
        <Button size="large" style={{ alignSelf: 'flex-start' }} onClick={() => setAdding(true)}>
          {t('addUniform')}
        </Button>
      )}
      {adding && <UniformForm key={facts.uniform.length} facts={facts} onClose={() => setAdding(false)} />}
    </Titled>
  );
}

function UniformLine({ piece: { id, fields } }: { piece: RecordOf<'replacement'> }) {
  const t = useWords(batchWords);
  const word = useWord();
  const where = fields.place ? placeText(fields.place, '') : '';
  const type = fields.type ? word(fixtureTypeWords[fields.type]) : '';
  return (
    <div>
      {t('uniformLine', { where, type, spec: fields.spec, installer: fields.installer, on: fields.installedAt.slice(0, 10) })}
      <ProvenBy id={id} photos={fields.photos} />
    </div>
  );
}
