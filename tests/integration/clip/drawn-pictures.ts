// Pictures that differ from each other as product photos do: a thing of some colour and form on a ground.
import sharp from 'sharp';

/** PNG files, the same at every run. */
export function drawnPictures(count: number, side = 64): Promise<Buffer[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => draw(i, side)));
}

function draw(i: number, side: number): Promise<Buffer> {
  const percent = (factor: number, from: number, span: number) => `${from + ((i * factor) % span)}%`;
  const drawing = `<svg width="${side}" height="${side}"><rect width="100%" height="100%" fill="hsl(${i * 7},20%,${percent(13, 60, 38)})"/>
    <ellipse cx="${percent(17, 25, 50)}" cy="${percent(29, 25, 50)}" rx="${percent(11, 10, 30)}" ry="${percent(23, 10, 30)}" fill="hsl(${i * 47},70%,${percent(31, 20, 50)})"/>
    <rect x="${percent(19, 10, 60)}" y="${percent(37, 10, 60)}" width="${percent(7, 8, 30)}" height="${percent(5, 8, 40)}" fill="hsl(${i * 89},60%,30%)"/></svg>`;
  return sharp(Buffer.from(drawing)).png().toBuffer();
}
