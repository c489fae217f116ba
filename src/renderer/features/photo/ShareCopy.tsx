import { Button, Flex, Input } from 'antd';
import { useId, useState } from 'react';
import { mayPatch } from '#domain/authority.ts';
import { useInHand } from '../../in-hand.tsx';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf, useRecord } from '../../store/records.ts';
import { useFailureNotice } from '../../ui/failure-notice.tsx';
import { instantOf } from '../../ui/field/calendar.ts';
import { FieldFrame } from '../../ui/field/FieldFrame.tsx';
import { layersOf, type Shape } from '../../ui/layer/layer.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { photoWords } from './words.ts';

interface ShareCopyProps {
  photo: RecordOf<'photo'>;
  shapes: readonly Shape[];
}

/** 共享副本: what leaves the office is noted on the photo first, with who made it and what for; then the copy is made. */
export function ShareCopy({ photo: seen, shapes }: ShareCopyProps) {
  const t = useWords(photoWords);
  const id = useId();
  const { host, source, user } = useDesk();
  const inHand = useInHand();
  const tellFailure = useFailureNotice(photoWords);
  const { saving, save } = useSaving();
  const photo = useRecord('photo', seen.id) ?? seen;
  const { fields } = photo;
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<'required'>();
  const [made, setMade] = useState<{ url: string; of: readonly Shape[] } | null>(null);
  if (!mayPatch('photo', {}, user).includes('shares')) return null;

  async function share(): Promise<void> {
    const why = reason.trim();
    setProblem(why === '' ? 'required' : undefined);
    if (why === '') return;
    const layers = layersOf(shapes);
    const by = { name: user.name, user: user.id };
    const noted = { at: instantOf(source.now()), by, reason: why, hidden: layers.redactions.length };
    if (!(await save([patchOf(photo, { shares: [...(fields.shares ?? []), noted] })]))) return;
    const name = t('sharedName', { code: fields.watermark.code, head: fields.sha256.slice(0, 8) });
    try {
      const { url } = await host.call('photos.share', { sha256: fields.sha256, ...layers, name: name.slice(0, 80) });
      setMade({ url, of: shapes });
    } catch (error) {
      tellFailure('notShared', error);
    }
  }

  return (
    <section aria-label={t('share')}>
      <FieldFrame id={id} label={t('shareReason')} hint={t('shareHint')} problem={problem}>
        <Input
          id={id}
          value={reason}
          maxLength={100}
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          onChange={(event) => setReason(event.target.value)}
        />
      </FieldFrame>
      <Flex gap={8} wrap style={{ marginTop: 8 }}>
        <Button size="large" className="main-action" loading={saving} onClick={() => void inHand.during('waits', share)}>
          {t('share')}
        </Button>
        {made?.of === shapes && (
          <Button type="primary" size="large" className="main-action" href={made.url} download>
            {t('saveShared')}
          </Button>
        )}
      </Flex>
      {(fields.shares ?? []).map(({ at, by, reason: why, hidden }) => (
        <p key={`${at}${why}`} className="hint">
          {t('sharedLine', { at: localTime(new Date(at)), by: by.name, why, n: hidden })}
        </p>
      ))}
    </section>
  );
}
