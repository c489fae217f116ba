import { contextBridge, ipcRenderer } from 'electron';
import type { HostCall } from '#contract/host-api.ts';

const call: HostCall = (method, input, bytes) => ipcRenderer.invoke('chaihuan', method, input, bytes);

contextBridge.exposeInMainWorld('chaihuan', call);
