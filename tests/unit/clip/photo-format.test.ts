import { describe, expect, it } from 'vitest';
import { sniffPhotoFormat } from '../../../clip/photo-format.ts';

describe('sniffing a photo format', () => {
  it.each([
    ['\xff\xd8\xff\xe0', 'jpeg'],
    ['\x89PNG\r\n\x1a\n', 'png'],
    ['GIF89a', 'gif'],
    ['RIFF\x00\x00\x00\x00WEBPVP8 ', 'webp'],
    ['II*\x00', 'tiff'],
    ['MM\x00*', 'tiff'],
    ['\x00\x00\x00\x20ftypavif\x00\x00\x00\x00mif1', 'avif'],
    ['\x00\x00\x00\x20ftypmif1\x00\x00\x00\x00avifmiaf', 'avif'],
  ])('knows %j as %s', (head, format) => {
    expect(sniffPhotoFormat(Buffer.from(head, 'latin1'))).toBe(format);
  });

  it.each([
    '',
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '<?xml version="1.0"?><svg/>',
    '%PDF-1.7',
    'RIFF\x00\x00\x00\x00WAVE',
    '\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic',
    '<!doctype html>',
    'BM\x00\x00',
  ])('refuses %j', (head) => {
    expect(sniffPhotoFormat(Buffer.from(head, 'latin1'))).toBeNull();
  });
});
