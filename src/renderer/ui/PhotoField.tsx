import { CameraOutlined, DeleteOutlined, UndoOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Progress, Typography } from 'antd';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { PhoneFor } from '#contract/phone.ts';
import type { TrayPhoto } from '#contract/tray.ts';
import type { PhotoStage } from '#domain/photo.ts';
import { photoStageWords } from '#domain/words.ts';
import { useInHand } from '../in-hand.tsx';
import { useDesk } from '../session.tsx';
import type { TakenPhoto, WatermarkSubject } from '../store/photo-changes.ts';
import { type IntakeProgress, type Skipped, takeEach } from '../store/photo-intake.ts';
import { defineWords, useLanguage, useWord, useWords } from '../words/language.ts';
import { DropZone } from './DropZone.tsx';
import { withoutLitter } from './dropped-files.ts';
import { FileInput } from './FileInput.tsx';
import { PhoneButton } from './phone/PhoneButton.tsx';
import { createPhotoList, type PhotoList } from './photo-list.ts';
import { usePictureUrls } from './pictures.ts';
import { sentenceOf } from './sentence-of.ts';
import { PickFromTray } from './tray/PickFromTray.tsx';

const words = defineWords(
  {
    add: '拍照或选照片',
    count: '已有 {{count}} 张',
    need: '至少 {{min}} 张',
    skipped: '{{name}}：{{why}}',
    remove: '移除照片 {{index}}',
    undo: '撤销移除',
    working: '正在收入 {{done}}/{{total}}',
    same: '这张照片已经在这里',
    stop: '停止',
  },
  {
    add: 'Take or choose photos',
    count: '{{count}} so far',
    need: 'at least {{min}}',
    skipped: '{{name}}: {{why}}',
    remove: 'Remove photo {{index}}',
    undo: 'Undo the removal',
    working: 'Taking in {{done}}/{{total}}',
    same: 'This photo is already here',
    stop: 'Stop',
  },
);

interface PhotoFieldProps {
  label: string;
  stage: PhotoStage;
  value: TakenPhoto[];
  onChange(value: TakenPhoto[]): void;
  watermark: WatermarkSubject;
  min?: number;
  error?: string;
  /** Opens a phone's door for the record that the photos are for. */
  phone?: () => PhoneFor;
}

const namesOf = (photos: readonly TakenPhoto[]) => photos.map(({ facts }) => facts.sha256).join();

/** Takes pictures in: each file's untouched original is hashed and kept by host before its thumb appears. A bad file is named and the rest go on. */
export function PhotoField({ label, stage, value, onChange, watermark, min = 0, error, phone }: PhotoFieldProps) {
  const t = useWords(words);
  const say = useWord();
  const language = useLanguage();
  const { host, enrollment } = useDesk();
  const inHand = useInHand();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const choose = useChooser(input);
  const [progress, setProgress] = useState<IntakeProgress | null>(null);
  const stopper = useRef<AbortController | null>(null);
  const [skipped, setSkipped] = useState<{ left: readonly Skipped[]; stopped?: unknown }>({ left: [] });
  const list = usePhotoList(value, onChange);
  const [picking, setPicking] = useState(false);
  // Its original is kept by host all the while: taking it back is only showing it again.
  const [removed, setRemoved] = useState<{ photo: TakenPhoto; index: number; left: string } | null>(null);
  const urls = usePictureUrls(
    value.map((photo) => photo.facts.sha256),
    'thumb',
  );

  const takeIn = (files: readonly File[]) => inHand.during('refused', () => takeFiles(files));

  async function takeFiles(files: readonly File[]): Promise<void> {
    if (stopper.current !== null || files.length === 0) return;
    const stopping = new AbortController();
    stopper.current = stopping;
    setRemoved(null);
    const subject = { ...watermark, stage: photoStageWords[stage].zh };
    const taken = await takeEach(files, {
      async take(name, bytes) {
        const facts = await host.call('photos.ingest', { watermark: subject, shutter: false, fileName: name.slice(-255) }, bytes);
        // Each as it comes: a draft that is cut off here has those that were taken in.
        return list.add([{ facts, stage }]) ? 'taken' : 'same';
      },
      signal: stopping.signal,
      onProgress: setProgress,
    });
    stopper.current = null;
    setProgress(null);
    setSkipped({ left: taken.skipped, stopped: taken.stopped });
  }

  /** They are somebody's from now on: what is shown of them says so. */
  async function takeFromTray(picked: readonly TrayPhoto[]): Promise<void> {
    setRemoved(null);
    list.add(picked.map(({ facts }) => ({ facts, stage })));
    for (const { facts } of picked) {
      const { sha256, capturedAt, capturedSource, importedAt } = facts;
      const text = {
        ...watermark,
        stage: photoStageWords[stage].zh,
        capturedAt,
        capturedSource,
        importedAt,
        device: enrollment.deviceName,
      };
      // A picture that cannot be made anew keeps its old words; its bytes and its record are right.
      await host.call('photos.rebuild', { sha256, watermark: text }).catch(() => undefined);
    }
  }

  function remove(photo: TakenPhoto): void {
    const index = list.now().indexOf(photo);
    list.change((photos) => photos.filter((other) => other !== photo));
    setRemoved({ photo, index, left: namesOf(list.now()) });
  }

  // Only while nothing else has happened to the photos: what another record began with is not this one's.
  const undo =
    removed !== null && removed.left === namesOf(value)
      ? () => {
          list.change((photos) => photos.toSpliced(removed.index, 0, removed.photo));
          setRemoved(null);
        }
      : undefined;

  const why = (one: Skipped) => (one.why === 'same' ? t('same') : sentenceOf(one.why, language));
  const problems = [
    ...skipped.left.map((one) => t('skipped', { name: one.name, why: why(one) })),
    ...(skipped.stopped === undefined ? [] : [sentenceOf(skipped.stopped, language)]),
  ];

  return (
    <DropZone className="photo-field" onFiles={(files) => void takeIn(files)}>
      <Flex gap={12} align="center" wrap>
        <label htmlFor={id} className="field-label">
          {label}
        </label>
        <Typography.Text type="secondary">
          {t('count', { count: value.length })}
          {min > 0 && ` · ${t('need', { min })}`}
        </Typography.Text>
      </Flex>
      <FileInput
        id={id}
        ref={input}
        accept="image/*,.heic"
        multiple
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onFiles={(files) => void takeIn(withoutLitter(files))}
      />
      <Flex gap={8} wrap align="center">
        {value.map((photo, index) => (
          <span key={photo.facts.sha256} className="thumb">
            {urls.get(photo.facts.sha256) && (
              <img src={urls.get(photo.facts.sha256) ?? ''} alt={`${say(photoStageWords[photo.stage])} ${index + 1}`} />
            )}
            <Button
              className="thumb-remove"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('remove', { index: index + 1 })}
              onClick={() => remove(photo)}
            />
          </span>
        ))}
        <Button size="large" icon={<CameraOutlined aria-hidden />} onClick={choose} disabled={progress !== null}>
          {t('add')}
        </Button>
        {phone !== undefined && <PhoneButton wanted={phone} onAccept={() => setPicking(true)} />}
        <PickFromTray
          open={picking}
          onOpen={setPicking}
          taken={value.map(({ facts }) => facts.sha256)}
          onPick={(picked) => void inHand.during('waits', () => takeFromTray(picked))}
        />
        {undo !== undefined && (
          <Button icon={<UndoOutlined aria-hidden />} onClick={undo}>
            {t('undo')}
          </Button>
        )}
      </Flex>
      {progress !== null && (
        <div role="status">
          {t('working', { done: progress.done, total: progress.total })}
          <Progress percent={Math.round((progress.done / progress.total) * 100)} aria-label={t('working', { ...progress })} />
          <Button onClick={() => stopper.current?.abort()}>{t('stop')}</Button>
        </div>
      )}
      {problems.map((problem) => (
        <Alert key={problem} type="warning" title={problem} showIcon role="alert" />
      ))}
      {error !== undefined && (
        <div id={`${id}-error`} className="field-error" role="alert">
          {error}
        </div>
      )}
    </DropZone>
  );
}

/** The field's photos, for what takes longer than a drawing of it. */
function usePhotoList(value: readonly TakenPhoto[], onChange: (value: TakenPhoto[]) => void): PhotoList {
  const tell = useRef(onChange);
  tell.current = onChange;
  const [list] = useState(() => createPhotoList((photos) => tell.current(photos)));
  list.see(value);
  return list;
}

/** Opens the camera or the file chooser. While it is in front of the page its person is there, though nothing is touched. */
function useChooser(input: RefObject<HTMLInputElement | null>): () => void {
  const inHand = useInHand();
  const close = useRef<(() => void) | undefined>(undefined);
  useEffect(() => () => close.current?.(), []);
  return () => {
    if (input.current === null) return;
    close.current?.();
    const closed = new AbortController();
    const end = inHand.begin('refused');
    close.current = () => {
      closed.abort();
      end();
    };
    for (const answer of ['change', 'cancel']) input.current.addEventListener(answer, close.current, { signal: closed.signal });
    // A chooser that went without a word is gone once the page is touched again.
    window.addEventListener('pointerdown', close.current, { signal: closed.signal, capture: true });
    input.current.click();
  };
}
