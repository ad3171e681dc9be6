// Headings under which shops show other products than the page's own, in many languages.
import { phrasePattern } from './phrase-pattern.ts';

/** A line that starts with one of them. */
export const relatedHeadings = phrasePattern(
  `related products, related items, similar products, similar items, you may also, you might also, you may like,
  you might like, customers also, customers who, people also, others also, recently viewed, recommended for you,
  recommended products, we recommend, frequently bought, bought together, complete the look, shop the look,
  best sellers, bestsellers, more from, more like this, you will also, you'll also, inspired by, sponsored products,
  sponsored items, goes well with, pairs well, accessories for, also available, other products, see also,
  explore related, ähnliche, das könnte, kunden kauften, kunden die, kunden haben, passendes zubehör, passend dazu,
  zuletzt angesehen, empfehlungen, wird oft zusammen, dazu passt, weitere artikel, gerelateerde, vergelijkbare,
  anderen bekeken, klanten kochten, klanten bekeken, misschien ook, laatst bekeken, ook interessant, relaterade,
  liknande, andra köpte, andra tittade, du kanske, relaterte, lignende, andre kjøpte, relaterede, andre købte,
  måske også, samankaltaisia, suosittelemme, muut ostivat, produits similaires, produits associés, vous aimerez,
  vous pourriez, les clients, ont également, récemment, articles similaires, nos suggestions, complétez,
  productos relacionados, productos similares, también te, también compraron, te puede interesar, quienes vieron,
  otros productos, vistos recientemente, te recomendamos, artículos similares, produtos relacionados,
  produtos similares, quem viu, quem comprou, você também, também pode, aproveite também, prodotti correlati,
  prodotti simili, potrebbe interessarti, potrebbero interessarti, potrebbe piacerti, chi ha, visti di recente,
  altri prodotti, produse similare, produse recomandate, te-ar putea, produse asemănătoare, vazute recent,
  podobne produkty, produkty podobne, klienci kupili, inni klienci, polecane, ostatnio oglądane, zobacz także,
  zobacz również, może ci się, související, podobné, mohlo by, mohlo by vás, zákazníci také, naposledy, doporučujeme,
  odporúčame, súvisiace, zákazníci tiež, sorodni, podobni, povezani, priporočamo, kupci so, slični, povezani proizvodi,
  možda će, kupci su, preporučujemo, похожие, с этим товаром, вместе с, рекомендуем, сопутствующие, вы смотрели,
  недавно просмотренные, вам может, аналоги, схожі товари, з цим товаром, рекомендуємо, подобни, свързани, panašios,
  susijusios, līdzīgas, saistītie, seotud tooted, sarnased, kapcsolódó, hasonló, mások ezt, ajánlott, ezeket is,
  σχετικά προϊόντα, παρόμοια, benzer ürünler, ilgili ürünler, bunlar da, birlikte al, son gezdi, 関連商品, 関連する, この商品を,
  おすすめ商品, 最近チェック, 最近見た, こちらもおすすめ, よく一緒に, 相关商品, 相关产品, 相關商品, 猜你喜欢, 猜你喜歡, 看了又看, 推薦商品, 推荐商品, 您可能, 你可能, 買了此商品, 最近瀏覽, 其他人也,
  관련 상품, 추천 상품, 함께 본, 최근 본, สินค้าที่เกี่ยวข้อง, sản phẩm liên quan, sản phẩm tương tự, produk terkait, produk serupa,
  produk lainnya, מוצרים נוספים, מוצרים דומים, מוצרים קשורים, אולי יעניין, منتجات ذات صلة, منتجات مشابهة, قد يعجبك,
  محصولات مرتبط, محصولات مشابه`,
  { atStart: true },
);
