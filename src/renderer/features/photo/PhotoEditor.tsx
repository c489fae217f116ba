import { DeleteOutlined } from '@ant-design/icons';
import { Button, Flex, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { mayPatch } from '#domain/authority.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { Drawing } from '../../ui/layer/Drawing.tsx';
import { layersOf, nudged, placed, type Shape, shapesOf, type Tool, tools } from '../../ui/layer/layer.ts';
import { usePictureUrls } from '../../ui/pictures.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { ShareCopy } from './ShareCopy.tsx';
import { photoWords } from './words.ts';

interface PhotoEditorProps {
  photo: RecordOf<'photo'>;
  name: string;
  onClose(): void;
}

/** One photo, large: what is pointed at and what is hidden on it, and its copy for others. */
export function PhotoEditor({ photo, name, onClose }: PhotoEditorProps) {
  const t = useWords(photoWords);
  const { user } = useDesk();
  const { saving, save } = useSaving();
  const { fields } = photo;
  const url = usePictureUrls([fields.sha256], 'display').get(fields.sha256);
  const [shapes, setShapes] = useState<readonly Shape[]>(() => shapesOf(fields));
  const [tool, setTool] = useState<Tool>('ARROW');
  const may = mayPatch('photo', {}, user);
  const mayHide = may.includes('redactions');

  async function keep(): Promise<void> {
    const { marks, redactions } = layersOf(shapes);
    if (await save([patchOf(photo, { marks, ...(mayHide && { redactions }) })])) onClose();
  }

  return (
    <Modal open title={name} width={1040} footer={null} maskClosable={false} onCancel={onClose}>
      <Flex vertical gap={12}>
        {url === null && t('missing')}
        {typeof url === 'string' && (
          <div className="photo-canvas">
            <img src={url} alt={name} />
            <Drawing
              width={fields.width}
              height={fields.height}
              shapes={shapes}
              tool={tool}
              onDraw={(shape) => setShapes((old) => [...old, shape])}
            />
          </div>
        )}
        <ToolChoice tool={tool} onTool={setTool} onPlace={() => setShapes((old) => [...old, placed(tool)])} />
        <ShapeList shapes={shapes} onChange={setShapes} />
        {!mayHide && shapes.some(({ kind }) => kind === 'HIDE') && <span className="hint">{t('mayNotHide')}</span>}
        <Flex gap={8} wrap align="center">
          {may.includes('marks') && (
            <Button type="primary" size="large" className="main-action" loading={saving} onClick={() => void keep()}>
              {t('save')}
            </Button>
          )}
        </Flex>
        <ShareCopy photo={photo} shapes={shapes} />
      </Flex>
    </Modal>
  );
}

function ToolChoice({ tool, onTool, onPlace }: { tool: Tool; onTool(tool: Tool): void; onPlace(): void }) {
  const t = useWords(photoWords);
  const id = useId();
  return (
    <div>
      <span id={id} className="visually-hidden">
        {t('tools')}
      </span>
      <Flex gap={8} wrap align="center">
        <Radio.Group
          aria-labelledby={id}
          optionType="button"
          buttonStyle="solid"
          value={tool}
          onChange={(event) => onTool(event.target.value)}
          options={tools.map((value) => ({ value, label: t(value) }))}
        />
        <Button onClick={onPlace}>{t('place')}</Button>
        <span className="hint">{t('drawHint')}</span>
      </Flex>
    </div>
  );
}

/** Each shape as a stop of the keyboard: the arrows move it, Shift sizes it, its button takes it away. */
function ShapeList({ shapes, onChange }: { shapes: readonly Shape[]; onChange(shapes: readonly Shape[]): void }) {
  const t = useWords(photoWords);
  if (shapes.length === 0) return null;
  return (
    <ul className="plain-list photo-shapes" aria-label={t('layers')}>
      {shapes.map((shape, index) => {
        const name = t('layer', { kind: t(shape.kind), index: index + 1 });
        return (
          <li key={name}>
            <Button
              onKeyDown={(event) => {
                const next = nudged(shape, event.key, event.shiftKey);
                if (next === undefined) return;
                event.preventDefault();
                onChange(shapes.map((one, at) => (at === index ? next : one)));
              }}
            >
              {name}
            </Button>
            <Button
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('drop', { name })}
              onClick={() => onChange(shapes.filter((_, at) => at !== index))}
            />
          </li>
        );
      })}
    </ul>
  );
}
