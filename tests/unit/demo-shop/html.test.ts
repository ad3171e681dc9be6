// Pages escape what they are given.
import { expect, it } from 'vitest';
import { html, jsonScript } from '../../../apps/demo-shop/html.ts';

it('escapes text and attributes but not markup', () => {
  const inner = html`<b>${'<i>'}</b>`;
  expect(html`<a title="${'"&\''}">${inner}${[inner]}${null}</a>`.markup).toBe(
    '<a title="&quot;&amp;&#39;"><b>&lt;i&gt;</b><b>&lt;i&gt;</b></a>',
  );
});

it('keeps a script element closed by nothing but its own end tag', () => {
  const { markup } = jsonScript({ name: '</script><script>alert(1)</script>' });
  expect(markup.match(/<\/script>/g)).toHaveLength(1);
  expect(JSON.parse(markup.replace(/<[^>]*>/g, ''))).toEqual({ name: '</script><script>alert(1)</script>' });
});
