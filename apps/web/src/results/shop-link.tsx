// The way from a product to its page in the shop that sells it.
import type { Product } from '../api/answers.ts';
import { OutIcon } from '../frame/icons.tsx';
import { safeShopUrl } from '../frame/safe-url.ts';
import { strings } from '../strings/strings.ts';

interface ShopLinkProps {
  product: Product;
  large?: boolean;
  onOpen?: () => void;
}

export function ShopLink({ product, large = false, onOpen }: ShopLinkProps) {
  const url = safeShopUrl(product.url);
  if (url === null) return <span className="shop-name">{product.shop.name}</span>;
  return (
    <a
      className={large ? 'button shop-button' : 'shop-link'}
      href={url}
      target="_blank"
      onClick={onOpen}
      rel="noopener noreferrer nofollow"
      title={strings.card.atShop(product.shop.name)}
    >
      {large ? strings.card.atShop(product.shop.name) : product.shop.name}
      <OutIcon />
      <span className="unseen">
        {large ? '' : ` ${product.title} `}
        {strings.card.newTab}
      </span>
    </a>
  );
}
