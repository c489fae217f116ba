import { Button, Flex, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { useLanguage, useWords } from '../../words/language.ts';
import type { PdfFile } from './pdf.ts';
import { planWords } from './words.ts';

interface PdfPagesProps {
  file: PdfFile;
  busy: boolean;
  onPick(page: number): void;
  onClose(): void;
}

/** Which page of a PDF is the plan. */
export function PdfPages({ file, busy, onPick, onClose }: PdfPagesProps) {
  const t = useWords(planWords);
  const language = useLanguage();
  const [page, setPage] = useState(1);
  const { url, problem } = usePreview(file, page);
  return (
    <Modal open title={t('pdfTitle')} width={840} footer={null} maskClosable={false} onCancel={onClose}>
      <Flex vertical gap={12}>
        <Flex gap={8} align="center" wrap>
          <Button size="large" disabled={page <= 1} onClick={() => setPage(page - 1)}>
            {t('previous')}
          </Button>
          <span role="status">{t('pdfPage', { page, pages: file.pages })}</span>
          <Button size="large" disabled={page >= file.pages} onClick={() => setPage(page + 1)}>
            {t('next')}
          </Button>
        </Flex>
        {problem !== undefined && <p role="alert">{sentenceOf(problem, language)}</p>}
        {url !== null && <img className="pdf-preview" src={url} alt={t('pdfPage', { page, pages: file.pages })} />}
        <Button type="primary" size="large" className="main-action" loading={busy} disabled={url === null} onClick={() => onPick(page)}>
          {t('usePage')}
        </Button>
      </Flex>
    </Modal>
  );
}

function usePreview(file: PdfFile, page: number): { url: string | null; problem: unknown } {
  const [shown, setShown] = useState<{ url: string | null; problem: unknown }>({ url: null, problem: undefined });
  useEffect(() => {
    let current = true;
    let made: string | undefined;
    setShown({ url: null, problem: undefined });
    file.draw(page, 1000).then(
      (picture) => {
        if (!current) return;
        made = URL.createObjectURL(picture);
        setShown({ url: made, problem: undefined });
      },
      (problem: unknown) => current && setShown({ url: null, problem }),
    );
    return () => {
      current = false;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [file, page]);
  return shown;
}
