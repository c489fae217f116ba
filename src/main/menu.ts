import type { MenuItemConstructorOptions } from 'electron';

export interface MenuWish {
  platform: NodeJS.Platform;
  /** False in an installed desk. */
  devTools: boolean;
}

/** What the keyboard needs and no more: the page carries the product's own menu. Roles bring each system's shortcuts. */
export function menuTemplate({ platform, devTools }: MenuWish): MenuItemConstructorOptions[] {
  return [
    { label: '拆还通 Chaihuan', submenu: [{ role: 'quit', label: '退出 Quit' }] },
    {
      label: '编辑 Edit',
      submenu: [
        { role: 'undo', label: '撤销 Undo' },
        { role: 'redo', label: '重做 Redo' },
        { type: 'separator' },
        { role: 'cut', label: '剪切 Cut' },
        { role: 'copy', label: '复制 Copy' },
        { role: 'paste', label: '粘贴 Paste' },
        { role: 'selectAll', label: '全选 Select all' },
      ],
    },
    {
      label: '显示 View',
      submenu: [
        { role: 'reload', label: '刷新 Reload' },
        { type: 'separator' },
        { role: 'zoomIn', label: '放大 Zoom in' },
        { role: 'zoomOut', label: '缩小 Zoom out' },
        { role: 'resetZoom', label: '原始大小 Actual size' },
        { role: 'togglefullscreen', label: '全屏 Full screen' },
        ...(devTools ? [{ role: 'toggleDevTools', label: '开发者工具 Developer tools' } as const] : []),
      ],
    },
    ...(platform === 'darwin' ? [{ role: 'windowMenu', label: '窗口 Window' } as const] : []),
  ];
}
