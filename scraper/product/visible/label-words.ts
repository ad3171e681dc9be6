// The words before a product's numbers and its brand, in many languages.

export type LabelKind = 'sku' | 'gtin' | 'mpn' | 'brand';

export interface Label {
  kind: LabelKind;
  /** Whether it can hardly mean anything else: "SKU" against "code". */
  isSure: boolean;
}

const sure: Record<LabelKind, string> = {
  sku: `sku, sku no, sku code, sku id, item no, item nr, item number, item num, item code, item id, item #, ebay item number, product code, product no,
    product nr, product number, product id, product ref, product reference, product sku, product model, product #, article no, article nr, article number, article code, art no,
    art nr, art, stock code, stock no, stock number, stock #, catalog number, catalog no, catalogue number, catalogue no, cat no, cat #, catalogue code, order code, order no, order number,
    style no, style number, style code, style #, style id, web id, webid, tcin, dpci, asin, post id, posting id, listing id, ad id, ad number, offer id, prod no, internet number, internet #, reference number, reference no, ref no,
    artikelnummer, artikel nr, artikel no, artikelnr, artikel nummer, artikelcode, artikel id, bestellnummer, bestell nr, best nr, bestellcode, produktnummer, produktcode, produkt id, produkt nr, produkt code, anzeigennummer, anzeigen nr, anzeigen id, artikelkennung, inseratnummer, inserat id,
    angebotsnummer, katalognummer, warennummer, referenz nr, référence, référence produit, référence article, réf produit, code article, code produit, numéro d'article, n° d'article, numéro de l'objet, référence interne, référence du produit,
    referencia, referencia producto, código de producto, código producto, código del producto, código de artículo, código artículo, cód producto, cod producto, número de artículo, código interno, código sku, nº de artículo, número de referencia, ref producto,
    referência, código do produto, cód do produto, cod produto, código do item, código do artigo, codice prodotto, codice articolo, cod art, cod prodotto, cod articolo, codice, riferimento, numero oggetto, numero oggetto ebay, numéro de l'objet ebay, ebay-artikelnummer, numero articolo, codice sku,
    bestelnummer, bestelcode, productnummer, productcode, product nummer, artikelnr, objectnummer, kod produktu, nr artykułu, numer artykułu, nr produktu, numer produktu, numer katalogowy, nr katalogowy, nr kat, kod towaru, indeks, indeks produktu, symbol, symbol produktu, nr ref, numer referencyjny, id produktu, kod katalogowy, numer oferty,
    kód produktu, kód zboží, kód tovaru, katalogové číslo, katalógové číslo, kat číslo, kat č, objednací číslo, objednávacie číslo, obj číslo, obj kód, objednací kód, číslo zboží, číslo produktu, číslo tovaru, číslo výrobku, produktové číslo, interní kód, kód výrobku,
    šifra, šifra izdelka, šifra artikla, šifra proizvoda, šifra proizvoda, kataloški broj, kataloška številka, koda izdelka, koda artikla, kod proizvoda, sifra, ident, cikkszám, termékkód, termékazonosító, cikk szám, rendelési kód, cod produs, cod articol, cod intern,
    артикул, код товара, номер товара, код товару, каталожный номер, каталожен номер, код на продукта, код продукта, арт, артикул товара, номер продукта, номер на продукта, шифра, номер позиции,
    varenummer, vare nr, varenr, varunummer, artikelnummer, art nr, produktnr, tuotenumero, tuotekoodi, tuotenro, tuote nro, vörunúmer, prekės kodas, preces kods, produkta kods, artikuls, preces numurs, tootekood, artikkel, artiklinumber, κωδικός, κωδικός προϊόντος, κωδ, ürün kodu, stok kodu, ürün no, ilan no,
    商品番号, 品番, 商品コード, 商品管理番号, 製品番号, 管理番号, 商品編號, 商品编号, 商品編碼, 商品编码, 貨號, 货号, 產品編號, 产品编号, 商品貨號, 商品代碼, 款號, 款号, 產品貨號, 品號, 商品id, 商品代號, 賣場編號, 상품번호, 상품코드, 제품번호, 제품코드, 품번, รหัสสินค้า, รหัส, mã sản phẩm, mã sp, mã hàng, kode produk, kode barang,
    מק"ט, מקט, מספר פריט, קוד מוצר, מספר קטלוגי, רמז المنتج, رقم المنتج, كود المنتج, رمز المنتج, رقم الصنف, کد محصول, کد کالا, شناسه محصول`,
  gtin: `ean, ean 13, ean13, ean code, ean nr, ean no, ean number, ean nummer, gtin, gtin 13, gtin 14, gtin ean, ean gtin, ean upc, upc ean, upc, upc code, upc number, upc a, barcode, bar code, barcode no, isbn, isbn 13, isbn13, jan, jan code, jan コード, janコード, strichcode,
    code barre, code barres, code ean, gencod, código de barras, código ean, cod ean, codice ean, codice a barre, kod kreskowy, kod ean, kod ean 13, ean kód, čárový kód, čiarový kód, ean koda, vonalkód, ean kód, cod de bare, штрихкод, штрих код, баркод, streckkod, stregkode, strekkode, viivakoodi, γραμμωτός κώδικας, barkod,
    条形码, 條碼, 国际条码, 國際條碼, バーコード, 바코드, ברקוד, الباركود, بارکد, isbn ean`,
  mpn: `mpn, manufacturer part number, manufacturer part no, manufacturer part, manufacturers part number, manufacturer number, manufacturer no, manufacturer sku, manufacturer code, manufacturer ref, manufacturer reference, manufacturer model number, manufacturer item number, item model number, mfr part, mfr part no, mfr part number, mfr no, mfr #, mfg part, mfg part no, mfg part number, mfg #, mfg no, vendor code,
    model name number, model name, model number, model no, model nr, model code, model #, model id, part number, part no, part nr, part #, part code, herstellernummer, hersteller nr, hersteller artikelnummer, hersteller art nr, hersteller artikel nr, herstellerartikelnummer, hersteller teilenummer, teilenummer, modellnummer, modell nr, modellnr, herstellercode,
    référence fabricant, réf fabricant, référence constructeur, numéro de modèle, référence du modèle, référence du fabricant, referencia del fabricante, referencia fabricante, número de modelo, número de pieza, código fabricante, número de parte, codice produttore, codice modello, numero modello, numero di modello, codice costruttore, part number produttore, referência do fabricante, número do modelo,
    kod producenta, symbol producenta, numer modelu, nr modelu, numer części, kod producenta mpn, kód výrobce, kód výrobcu, číslo modelu, označení výrobce, part number výrobce, gyártói cikkszám, gyártói kód, modellszám, cod producător, cod model, код производителя, артикул производителя, номер модели, партномер, парт номер, код виробника, tillverkarens artikelnummer, modellnummer, modelnummer, fabrikantcode, leverandørens varenummer, producentens varenummer, mallinumero, valmistajan tuotenumero, ražotāja kods, gamintojo kodas,
    型番, メーカー型番, 型號, 型号, 製造商型號, 原廠型號, 商品型號, 产品型号, 모델명, 모델번호, דגם, רمز الموديل, رقم الموديل`,
  brand: `brand, brand name, manufacturer, marke, markenname, hersteller, marque, fabricant, marca, fabricante, produttore, merk, fabrikant, marka, producent, značka, výrobce, výrobca, výrobce značka, blagovna znamka, znamka, proizvajalec, proizvođač, proizvodjac, robna marka, brend, márka, gyártó, márkanév, producător, producator, бренд, марка, производитель, виробник, торговая марка, торгова марка, производител,
    märke, varumärke, tillverkare, merke, mærke, merkki, valmistaja, tuotemerkki, vörumerki, framleiðandi, zīmols, ražotājs, prekės ženklas, prekinis ženklas, gamintojas, bränd, tootja, kaubamärk, κατασκευαστής, μάρκα, üretici, ブランド, ブランド名, メーカー, メーカー名, 品牌, 廠牌, 商品品牌, 品牌名稱, 品牌名称, 브랜드, 제조사, ยี่ห้อ, แบรนด์, thương hiệu, hãng, hãng sản xuất, nhà sản xuất, merek, jenama, מותג, יצרן, שם היצרן, العلامة التجارية, الماركة, برند, designer`,
};

const unsure: Record<LabelKind, string> = {
  sku: `item, code, ref, réf, reference, article, artikel, artículo, articolo, kod, kód, koda, kood, kods, kodas, cod, cód, código, model, modell, modelo, modello, modèle, модель, код, id, style, rif, sygnatura, no, number, 編號, 编号, #`,
  gtin: '',
  mpn: '',
  brand: `vendor, make, by, from the brand, publisher, label, maker, verlag, producer`,
};

/** What the text says when it is nothing but a label, or null. */
export function labelOf(text: string): Label | null {
  return labels.get(keyOf(text)) ?? null;
}

/** Cheap: whether the text may begin with a label. */
export function mayBeLabelled(text: string): boolean {
  const start = text.slice(0, 3).toLowerCase();
  return beginnings.has(start) || beginnings.has(start.slice(0, 2)) || beginnings.has(start.slice(0, 1));
}

/** Letters and digits only: `Art.-Nr.:` and `Art Nr` are one label. */
function keyOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}#]/gu, '');
}

const labels = new Map<string, Label>();
for (const [words, isSure] of [
  [unsure, false],
  [sure, true],
] as const) {
  for (const kind of ['brand', 'sku', 'mpn', 'gtin'] as const) {
    for (const word of words[kind].split(','))
      if (keyOf(word) !== '') labels.set(keyOf(word), { kind, isSure });
  }
}

/** The first three letters of each label, or all of a shorter one. */
const beginnings = new Set(
  Object.values({ ...sure, unsure: unsure.sku, other: unsure.brand })
    .flatMap((words) => words.split(','))
    .map((word) => word.trim().slice(0, 3)),
);
