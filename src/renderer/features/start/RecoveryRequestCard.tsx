import { App, Button, Card, Flex, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef } from 'react';
import { type QrShape, useQr } from '../../ui/use-qr.ts';
import { useWords } from '../../words/language.ts';
import { recoveryWords } from './recovery-words.ts';

/** More bytes make a code that the camera of a plain phone reads badly. */
const requestShape: QrShape = { width: 640, margin: 1, errorCorrectionLevel: 'L', mostBytes: 1200 };

/** The request as text to copy, as a file, and as a QR code where it fits one. */
export function RecoveryRequestCard({ request }: { request: string }) {
  const t = useWords(recoveryWords);
  const { message } = App.useApp();
  const text = useRef<TextAreaRef>(null);
  const qr = useQr(request, requestShape);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(request);
      message.success(t('copied'));
    } catch {
      text.current?.focus({ cursor: 'all' });
      message.info(t('notCopied'));
    }
  }

  function saveFile(): void {
    const url = URL.createObjectURL(new Blob([request], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = t('fileName');
    link.click();
    URL.revokeObjectURL(url);
  }

  return (
    <Card size="small" title={<h2 className="card-title">{t('askTitle')}</h2>}>
      <Flex vertical gap={12}>
        <p className="hint">{t('askHint')}</p>
        <label className="field-label" htmlFor="recovery-request">
          {t('request')}
        </label>
        <Input.TextArea id="recovery-request" ref={text} className="recovery-text" rows={4} readOnly value={request} />
        <Flex gap={12} wrap>
          <Button size="large" onClick={() => void copy()}>
            {t('copy')}
          </Button>
          <Button size="large" onClick={saveFile}>
            {t('saveFile')}
          </Button>
        </Flex>
        {qr !== null && <img className="recovery-qr" src={qr} alt={t('qr')} width={320} height={320} />}
        <p className="hint">{t('stayOn')}</p>
      </Flex>
    </Card>
  );
}
