/** A picture in each way that it can meet a box; for stories of what is seen. Runs in the page. */
import type { Joinery } from '../../client/src/scripting/window-joinery.ts';

/** @returns the nodes */
export async function drawPictures(joinery: Joinery): Promise<string[]> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [160, 100];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no context');
  for (const [index, color] of ['#e63946', '#f1faee', '#457b9d', '#1d3557'].entries()) {
    context.fillStyle = color;
    context.fillRect((index % 2) * 80, Math.floor(index / 2) * 50, 80, 50);
  }
  context.fillStyle = '#ffb703';
  context.arc(80, 50, 30, 0, 7);
  context.fill();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob === null) throw new Error('no picture');
  const { hash, width, height } = await joinery.editor.ports.pictures.upload(blob);
  const modes = ['fill', 'fit', 'tile', 'crop'] as const;
  const paint = (mode: (typeof modes)[number]) => ({
    type: 'picture' as const,
    opacity: 1,
    visible: true,
    picture: hash,
    width,
    height,
    mode,
    scale: 0.3,
    crop: [0.2, 0.1, 0.5, 0.6] as const,
  });
  const made = modes.map((mode, index) =>
    joinery.create(index === 2 ? 'ellipse' : 'rectangle', {
      position: { x: 830, y: -100 + 130 * index },
      width: 90 + 10 * index,
      height: 110 - 5 * index,
      rotation: 4 * index,
      cornerRadius: 8 * index,
      fills: [paint(mode)],
    }),
  );
  const text = { characters: 'Sky', fontSize: 70, textSizing: 'fixed' as const, fontWeight: 800 };
  const place = { position: { x: 830, y: 440 }, width: 140, height: 90 };
  made.push(joinery.create('text', { ...place, ...text, fills: [paint('fill')] }));
  joinery.select([]);
  return made;
}
