// What shops write when a product can be had, when it can't, and on the button that buys it, in many languages.
import { phrasePattern } from './phrase-pattern.ts';

export const outOfStock = phrasePattern(`
  out of stock, sold out, has been discontinued, is discontinued, discontinued product, discontinued item, no longer in stock, no longer sold, no longer produced, cannot be purchased, nie je možné produkt kúpiť, nelze zakoupit, nelze objednat, soldout, currently unavailable, temporarily unavailable, no longer available, not available, not in stock, unavailable, out-of-stock, item has ended, this listing has ended, no longer for sale,
  notify me when, email me when, back in stock notification, notify when available, email when available, join the waitlist, join waitlist, currently not available, this item is sold, bidding has ended, listing was ended,
  ausverkauft, nicht auf lager, nicht vorrätig, nicht lieferbar, nicht verfügbar, derzeit nicht, momentan nicht, vergriffen, zurzeit nicht, zur zeit nicht, nicht mehr lieferbar, nicht mehr verfügbar, benachrichtigen, wenn verfügbar,
  n'est plus en stock, plus en stock, no hay stock, no está disponible, no disponibles, non ordinabile, non acquistabile, отсутствует, ожидается поступление, ожидается, épuisé, rupture de stock, en rupture, indisponible, n'est plus disponible, plus disponible, non disponible, actuellement indisponible, victime de son succès, m'alerter, me prévenir, hors stock, stock épuisé,
  agotado, sin existencias, sin stock, no disponible, fuera de stock, no hay existencias, avísame cuando, avisarme cuando, temporalmente agotado, producto no disponible,
  esgotado, indisponível, sem estoque, sem stock, fora de estoque, produto indisponível, avise-me, avisem-me,
  esaurito, non disponibile, al momento non disponibile, attualmente non disponibile, avvisami quando, terminato, prodotto esaurito, articolo esaurito,
  uitverkocht, niet op voorraad, niet leverbaar, niet beschikbaar, tijdelijk uitverkocht, momenteel niet, niet meer leverbaar, mail mij,
  niedostępny, produkt niedostępny, brak w magazynie, brak towaru, wyprzedany, wyprzedane, chwilowo niedostępny, powiadom o dostępności, powiadom mnie, brak na stanie, produkt chwilowo niedostępny,
  vyprodáno, není skladem, nie je skladom, vypredané, momentálne nedostupné, momentálně nedostupné, dočasne nedostupné, dočasně nedostupné, nedostupné, nedostupný, není dostupné, nie je na sklade, hlídat dostupnost, strážiť dostupnosť, nedostupny, predaj ukončený, prodej ukončen, ukončený predaj, ukončeno,
  ni na zalogi, razprodano, nema na zalihi, rasprodano, nije dostupno, nedostupno, trenutno nedostupno, ni dobavljivo, trenutno ni na voljo, nema na stanju,
  elfogyott, nincs raktáron, nincs készleten, nem rendelhető, jelenleg nem elérhető, nem elérhető, készlethiány,
  stoc epuizat, indisponibil, nu este in stoc, nu este în stoc, stoc 0, lipsă stoc, momentan indisponibil,
  нет в наличии, нет на складе, распродано, товар закончился, закончился, снят с продажи, недоступен, нет в продаже, сообщить о поступлении, уведомить о поступлении, немає в наявності, немає на складі, розпродано, закінчився, повідомити про наявність, изчерпан, няма наличност, не е налично, неналичен, няма в наличност,
  slutsåld, slut i lager, ej i lager, inte i lager, tillfälligt slut, bevaka, utsolgt, ikke på lager, ikke tilgjengelig, udsolgt, ikke på lager, loppu, loppuunmyyty, ei varastossa, ei saatavilla, tilapäisesti loppu,
  läbi müüdud, otsas, pole laos, nėra sandėlyje, išparduota, neturime, nav pieejams, nav noliktavā, izpārdots, εξαντλημένο, εξαντλήθηκε, μη διαθέσιμο, δεν είναι διαθέσιμο, εκτός αποθέματος, tükendi, stokta yok, stoklarda yok, stok yok, temin edilemiyor, gelince haber ver,
  売り切れ, 売切れ, 在庫がありません, 在庫はありません, 在庫無し, 在庫×, 在庫：×, 在庫: ×, 品切, 在庫切れ, 在庫なし, 品切れ, 完売, 入荷待ち, 販売終了, 取り扱い終了, 再入荷, 缺貨, 缺货, 售完, 售罄, 已售完, 無庫存, 无库存, 無貨, 无货, 補貨中, 补货中, 已下架, 到貨通知, 到货通知, 暫時缺貨, 已搶光, 완売, 품절, 일시품절, 재고 없음, 재고없음, 판매종료, 판매 종료, สินค้าหมด, หมดชั่วคราว,
  hết hàng, tạm hết, ngừng kinh doanh, stok habis, habis terjual, tidak tersedia, אזל מהמלאי, אזל המלאי, לא במלאי, אינו במלאי, איננו במלאי, אינה במלאי, אינו זמין, לא זמין, חסר במלאי, غير متوفر, نفد المخزون, نفدت الكمية, غير متاح, ناموجود, اتمام موجودی`);

export const inStock = phrasePattern(`
  in stock, instock, in-stock, available now, available to order, available for, available online, available immediately, left in stock, items left, only a few left, few left, low stock, ready to ship, ships today, ships within, ships in, available, last few, more than 10 available, last one,
  auf lager, lieferbar, sofort lieferbar, vorrätig, verfügbar, sofort verfügbar, lagernd, am lager, versandfertig, auf bestellung, lieferzeit, noch wenige,
  en stock, disponible, disponibles, en existencia, en existencias, hay existencias, immédiatement disponible, expédié, plus que, em stock, em estoque, disponível, disponibile, disponibilità immediata, disponibilità, in magazzino, pronta consegna,
  op voorraad, leverbaar, voorradig, beschikbaar, dostępny, dostępne, w magazynie, na stanie, dostępność, wysyłka w, skladem, skladom, na sklade, na skladě, dostupné, dostupný, ihned k odeslání, expedujeme, na zalogi, na voljo, dobavljivo, na zalihi, na stanju, dostupno, raspoloživo,
  raktáron, készleten, elérhető, rendelhető, în stoc, in stoc, pe stoc, disponibil, в наличии, есть в наличии, на складе, в наявності, є в наявності, в наличност, налично, наличен, на склад,
  i lager, på lager, finns i lager, tilgjengelig, varastossa, saatavilla, heti saatavilla, laos, olemas, turime, yra sandėlyje, pieejams, noliktavā, ir noliktavā, διαθέσιμο, σε απόθεμα, άμεσα διαθέσιμο, stokta, stokta var, hemen teslim, mevcut,
  在庫あり, 在庫有り, 在庫◎, 残りわずか, 即納, 有庫存, 有库存, 有貨, 有货, 現貨, 现货, 尚有庫存, 庫存充足, 재고 있음, 재고있음, มีสินค้า, พร้อมส่ง, còn hàng, stok tersedia, tersedia, במלאי, זמין, متوفر, متوفرة, متاح, موجود, موجود در انبار`);

export const preorder = phrasePattern(`
  pre-order, preorder, pre order, available for pre-order, vorbestellen, vorbestellbar, vorbestellung, précommande, précommander, en précommande, preventa, reservar ahora, pré-venda, preordina, prenota ora, pre-orderen, przedsprzedaż, předobjednat, předprodej, predobjednávka, predpredaj,
  előrendelhető, előrendelés, precomandă, предзаказ, передзамовлення, förhandsboka, forhåndsbestill, forudbestil, ennakkotilaa, 予約受付中, 予約商品, 予約する, 預購, 预售, 예약판매, 예약 판매`);

/** On a button or a link that works as one. */
export const buyWords = phrasePattern(`
  add to cart, add to basket, add to bag, add to trolley, buy now, buy it now, buy, place bid, add to shopping cart, add to your cart, add to your basket, add to your bag, add to my bag, add item, purchase, order now, checkout now, choose options, select size, make an offer,
  in den warenkorb, in den einkaufswagen, jetzt kaufen, kaufen, in den korb, zum warenkorb, warenkorb legen, jetzt bestellen, bestellen, in die tasche, ajouter au panier, ajouter au caddie, ajouter, acheter, acheter maintenant, j'achète, commander,
  añadir al carrito, agregar al carrito, añadir a la cesta, añadir a la bolsa, añadir, comprar, comprar ahora, comprar ya, agregar, adicionar ao carrinho, adicionar ao cesto, colocar no carrinho, comprar agora, aggiungi al carrello, aggiungi alla borsa, aggiungi, acquista, acquista ora, compra, compralo subito, ordina,
  in winkelwagen, in winkelmand, in mijn winkelwagen, toevoegen aan, voeg toe, bestel nu, koop nu, do koszyka, dodaj do koszyka, kup teraz, kup, dodaj do torby, zamów, do košíku, do košíka, vložit do košíku, vložiť do košíka, přidat do košíku, pridať do košíka, koupit, kúpiť, kúpit,
  v košarico, dodaj v košarico, kupi, naroči, u košaricu, dodaj u košaricu, u korpu, dodaj u korpu, naruči, kosárba, kosárba teszem, megveszem, megrendelem, adaugă în coș, adauga in cos, adaugă în coş, în coș, cumpără, cumpara, купить, в корзину, добавить в корзину, заказать, до кошика, купити, замовити, додати в кошик, добави в количката, купи, поръчай,
  lägg i varukorg, lägg i varukorgen, lägg i kundvagn, köp, köp nu, legg i handlekurv, legg i handlekurven, kjøp, læg i kurv, læg i kurven, køb, køb nu, tilføj til kurv, lisää ostoskoriin, lisää koriin, osta, osta nyt, lisa korvi, lisa ostukorvi, į krepšelį, įdėti į krepšelį, pirkti, ielikt grozā, pievienot grozam, pirkt, προσθήκη στο καλάθι, στο καλάθι, αγορά, sepete ekle, satın al, hemen al,
  加入購物車, 加入购物车, 放入購物車, 立即購買, 立即购买, 直接購買, 我要購買, 馬上買, 加到購物車, 加購物車, カートに入れる, カートに追加, カゴに入れる, かごに追加, 買い物かご, 購入手続き, 今すぐ購入, 購入する, 장바구니, 구매하기, 바로구매, 바로 구매, หยิบใส่ตะกร้า, เพิ่มลงตะกร้า, ซื้อเลย, ใส่ตะกร้า,
  thêm vào giỏ, mua ngay, tambah ke keranjang, beli sekarang, masukkan keranjang, הוסף לסל, הוספה לסל, הוסף לעגלה, קנה עכשיו, לקנייה, רכישה, أضف إلى السلة, أضف إلى عربة التسوق, اشتر الآن, افزودن به سبد, خرید`);
