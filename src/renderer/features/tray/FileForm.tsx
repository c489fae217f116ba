import { Alert, Button, Flex, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import type { TrayPhoto } from '#contract/tray.ts';
import { type PhotoStage, photoStages } from '#domain/photo.ts';
import { photoStageWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { findRecord } from '../../store/records.ts';
import { type FilingTarget, findSentFor, recordPhotos } from '../../store/tray.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useTray } from '../../ui/tray/tray-run.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { siteText } from '../estate/site.ts';
import { RecordChoice } from './RecordChoice.tsx';
import { trayWords } from './words.ts';

/** A plan is an estate's, not a thing's. */
const stages = photoStages.filter((stage) => stage !== 'PLAN');

interface FileFormProps {
  photos: readonly TrayPhoto[];
  onDone(): void;
}

/** 归档: which record, which stage. */
export function FileForm({ photos, onDone }: FileFormProps) {
  const t = useWords(trayWords);
  const say = useWord();
  const id = useId();
  const { db } = useDesk();
  const { file, lastTarget } = useTray();
  const { saving, attempt } = useSaving();
  // What a phone sent them for, or the one chosen last: photos of one thing come in several goes.
  const [target, setTarget] = useState(() => findSentFor(photos) ?? lastTarget.current);
  const [stage, setStage] = useState<PhotoStage>('BEFORE');
  const [problem, setProblem] = useState<string | null>(null);

  async function save({ type, id: record }: FilingTarget): Promise<void> {
    const seen = await findRecord(db, type, record);
    const building = seen && (await findRecord(db, 'building', seen.fields.place.building));
    const estate = building && (await findRecord(db, 'estate', building.fields.estate));
    if (seen === undefined || building === undefined || estate === undefined) {
      // A phone may send for a survey that is not saved yet: the form takes such photos itself.
      return setProblem(t(record === findSentFor(photos)?.id ? 'notSavedYet' : 'recordNone'));
    }
    const room = recordPhotos - seen.fields.photos.length;
    if (photos.length > room) return setProblem(t('tooMany', { most: recordPhotos, room }));
    const subject = { place: siteText({ building, estate }, seen.fields.place), code: seen.fields.code };
    if (await attempt(() => file(photos, { record: seen, stage, subject }))) onDone();
  }

  return (
    <Modal open title={t('fileTitle', { count: photos.length })} onCancel={onDone} footer={null} maskClosable={false}>
      <Flex vertical gap={16}>
        <RecordChoice
          value={target}
          onChange={(next) => {
            lastTarget.current = next;
            setTarget(next);
            setProblem(null);
          }}
        />
        <div>
          <div id={id} className="field-label">
            {t('stage')}
          </div>
          <Radio.Group
            aria-labelledby={id}
            optionType="button"
            buttonStyle="solid"
            value={stage}
            onChange={(event) => setStage(event.target.value)}
            options={stages.map((value) => ({ value, label: say(photoStageWords[value]) }))}
          />
        </div>
        {problem !== null && <Alert type="error" showIcon role="alert" title={problem} />}
        <Button
          type="primary"
          size="large"
          className="main-action"
          loading={saving}
          onClick={() => (target === null ? setProblem(t('recordNeeded')) : void save(target))}
        >
          {t('saveFile')}
        </Button>
      </Flex>
    </Modal>
  );
}
