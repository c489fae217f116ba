import { Button, Flex } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import SignaturePad from 'signature_pad';
import { useInHand } from '../in-hand.tsx';
import { useDesk } from '../session.tsx';
import type { TakenPhoto, WatermarkSubject } from '../store/photo-changes.ts';
import { defineWords, useLanguage, useWords } from '../words/language.ts';
import { sentenceOf } from './sentence-of.ts';

const words = defineWords(
  { hint: '请在框内签字，再点“签好了”', done: '签好了', again: '重签', kept: '签字已收好', empty: '还没有签' },
  {
    hint: 'Sign inside the box, then press Done',
    done: 'Done',
    again: 'Sign again',
    kept: 'The signature is kept',
    empty: 'Nothing signed yet',
  },
);

interface SignatureFieldProps {
  label: string;
  value: TakenPhoto | null;
  onChange(value: TakenPhoto | null): void;
  watermark: WatermarkSubject;
  error?: string;
}

const asPng = (canvas: HTMLCanvasElement) => new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));

/** A signature drawn on screen, kept as a picture under its hash like any other evidence. */
export function SignatureField({ label, value, onChange, watermark, error }: SignatureFieldProps) {
  const t = useWords(words);
  const { host } = useDesk();
  const inHand = useInHand();
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const [problem, setProblem] = useState<'empty' | { why: unknown } | null>(null);
  const language = useLanguage();
  const told = problem === 'empty' ? t('empty') : problem === null ? error : sentenceOf(problem.why, language);
  const signed = value !== null;

  useEffect(() => {
    if (canvas.current === null || signed) return;
    const element = canvas.current;
    element.width = element.clientWidth * window.devicePixelRatio;
    element.height = element.clientHeight * window.devicePixelRatio;
    element.getContext('2d')?.scale(window.devicePixelRatio, window.devicePixelRatio);
    const created = new SignaturePad(element, { backgroundColor: '#ffffff', penColor: '#000000' });
    created.clear();
    pad.current = created;
    return () => created.off();
  }, [signed]);

  async function keep(): Promise<void> {
    if (canvas.current === null || pad.current === null || pad.current.isEmpty()) {
      setProblem('empty');
      return;
    }
    try {
      const picture = await asPng(canvas.current);
      if (picture === null) return;
      const facts = await host.call(
        'photos.ingest',
        { watermark: { ...watermark, stage: '签字' }, shutter: true, fileName: 'signature.png' },
        await picture.arrayBuffer(),
      );
      setProblem(null);
      onChange({ facts, stage: 'SIGN' });
    } catch (failure) {
      setProblem({ why: failure });
    }
  }

  return (
    <div className="signature-field">
      <span id={id} className="field-label">
        {label}
      </span>
      {signed ? (
        <Flex gap={8} align="center">
          <span role="status">✓ {t('kept')}</span>
          <Button onClick={() => onChange(null)}>{t('again')}</Button>
        </Flex>
      ) : (
        <>
          <canvas ref={canvas} className="signature-pad" role="img" aria-labelledby={id} />
          <Flex gap={8} align="center" wrap>
            <Button size="large" onClick={() => void inHand.during('refused', keep)}>
              {t('done')}
            </Button>
            <Button size="large" onClick={() => pad.current?.clear()}>
              {t('again')}
            </Button>
            <span className="hint">{t('hint')}</span>
          </Flex>
        </>
      )}
      {told !== undefined && (
        <div className="field-error" role="alert">
          {told}
        </div>
      )}
    </div>
  );
}
