// @vitest-environment happy-dom
import type { NodeId, NodeType } from '@joinery/shared';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, vi } from 'vitest';
import { TooltipProvider } from '../../ui/tooltip.tsx';
import { workspaceOf } from '../testing/workspace-of.ts';
import { WorkspaceContext } from '../workspace.ts';
import { PropertiesPanel } from './properties-panel.tsx';

it('D13 of what only a newer version knows the panel says so, and shows where it is', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  let [plain, hologram]: [NodeId, NodeId] = ['', ''];
  const workspace = workspaceOf((tx, page) => {
    plain = tx.create('rectangle', page);
    hologram = tx.create('hologram' as NodeType, page, { position: { x: 41, y: 0 } });
  });
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  await act(async () =>
    root.render(
      <WorkspaceContext value={workspace}>
        <TooltipProvider>
          <PropertiesPanel />
        </TooltipProvider>
      </WorkspaceContext>,
    ),
  );
  await act(async () => workspace.editor.select([plain]));
  expect(document.body.textContent).not.toContain('newer version');
  await act(async () => workspace.editor.select([hologram]));
  expect(document.body.textContent).toContain('newer version of Joinery');
  expect(document.querySelector<HTMLInputElement>('input[aria-label="X position"]')?.value).toBe('41');
  await act(async () => root.unmount());
  workspace.editor.dispose();
});
