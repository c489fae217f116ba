import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Card, Flex } from 'antd';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { mayPatch } from '#domain/authority.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { endInterimChange } from './aftercare.ts';
import { aftercareWords } from './words.ts';

/** 临时防护 of a fixture that is removed and not yet given back. */
export function InterimCard({ fixture }: { fixture: RecordOf<'fixture'> }) {
  const t = useWords(aftercareWords);
  const { source, user } = useDesk();
  const { saving, save } = useSaving();
  const { interim, status } = fixture.fields;
  if (status !== 'removed') return null;
  const mayRecord = mayPatch('fixture', { status }, user).includes('interim');
  const end = endInterimChange(fixture, instantOf(source.now()));
  return (
    <Card title={<h2 className="card-title">{t('interim')}</h2>}>
      <Flex vertical gap={12}>
        {!interim && <span>{t('interimNone')}</span>}
        {interim && (
          <Flex gap={12} align="center" wrap>
            <span>{t('interimLine', { what: interim.what, at: localTime(interim.at), by: interim.by.name })}</span>
            {interim.until !== null && <span>{t('interimEnded', { at: localTime(interim.until) })}</span>}
            {mayRecord && end !== undefined && (
              <Button loading={saving} onClick={() => void save([end])}>
                {t('endInterim')}
              </Button>
            )}
          </Flex>
        )}
        {mayRecord && end === undefined && <InterimForm fixture={fixture} />}
      </Flex>
    </Card>
  );
}

const InterimEntry = z.object({ what: text(100) });

function InterimForm({ fixture }: { fixture: RecordOf<'fixture'> }) {
  const t = useWords(aftercareWords);
  const { source, user } = useDesk();
  const { saving, save } = useSaving();
  const form = useForm({ resolver: zodResolver(InterimEntry), defaultValues: { what: '' } });
  const draft = useDraft(form, { kind: 'interim', of: [fixture.id], about: fixture.fields.code });
  const submit = form.handleSubmit(async ({ what }) => {
    const interim = { what, at: instantOf(source.now()), by: { name: user.name, user: user.id }, until: null };
    await save([patchOf(fixture, { interim })], draft);
  });
  return (
    <DraftGate draft={draft}>
      <form onSubmit={submit} noValidate aria-label={t('interim')}>
        <Flex vertical gap={12}>
          <p className="hint">{t('interimWhy')}</p>
          <TextField control={form.control} name="what" label={t('interimWhat')} hint={t('interimHint')} />
          <Button size="large" htmlType="submit" loading={saving} style={{ alignSelf: 'start' }}>
            {t('saveInterim')}
          </Button>
        </Flex>
      </form>
    </DraftGate>
  );
}
