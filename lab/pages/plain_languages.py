# In: nothing. Out: sentences of our own wording in other languages than English that are no spam: offers, receipts, forums, news of fraud, and what
# people write every day; with the prose of plain_prose. Polish, Swedish and Korean are never trained on.

from .plain_prose import PROSE

FAMILIES = {
    "de": {
        "newsletter": ("Willkommen zur Ausgabe vom {date} unseres Rundbriefs", "Mitglieder erhalten bis {date} {percent} Rabatt auf alle Bücher", "Versandkostenfrei ab {price}", "Sie erhalten diese Nachricht, weil Sie sich angemeldet haben; hier abmelden: {url}", "Der Sommerschlussverkauf beginnt am Montag"),
        "product": ("Das Fahrrad wiegt {few} kg und hat zwei Jahre Garantie", "In den Warenkorb, lieferbar in {few} Tagen, {price}", "Drei Sterne: guter Klang, aber das Kabel ist zu kurz", "Artikelnummer {code}, Farbe dunkelgrün", "Rechnung Nr. {n} vom {date}, Summe {money}", "Danke für Ihren Einkauf, Umtausch innerhalb von 14 Tagen"),
        "news": ("Die Polizei warnt vor falschen Nachrichten, die nach Kontodaten fragen", "Der Betreiber eines illegalen Online-Casinos wurde verurteilt", "So erkennen Sie Phishing: Absender prüfen, keine Links anklicken", "Die Verbraucherzentrale rät zur Vorsicht bei Krediten ohne Schufa", "Der Kurs von Bitcoin fiel am {date} um {few} Prozent", "Das Medikament ist rezeptpflichtig, fragen Sie Ihren Arzt oder Apotheker"),
        "forum": ("Ich hatte dasselbe Problem, die Lösung steht hier: {url}", "Danke, mit Version {few}.{few} läuft es wieder", "Hat jemand Erfahrung mit diesem Drucker?", "Siehe auch {url} und {url}"),
        "everyday": ("Die Kirche wurde im Jahr {year} gebaut", "Wir treffen uns um {hour} am Bahnhof", "Für die Suppe braucht man Zwiebeln, Butter und etwas Geduld", "Sie lehrt Geschichte an der Universität", "Der Bus fährt alle {few} Minuten in die Stadt", "Im Garten blühen schon die Tulpen", "Der Gemeinderat hat den Haushalt beschlossen", "In der zweiten Halbzeit fielen keine Tore mehr", "Das Buch erzählt von zwei Brüdern, die ein Boot bauen", "Vielen Dank für Ihre Anfrage, wir melden uns in den nächsten Tagen", "Die Temperatur des Sees wurde {few} Monate lang gemessen", "Alles Gute zum Geburtstag!"),
    },
    "fr": {
        "newsletter": ("Bienvenue dans la lettre d'information du {date}", "Les membres bénéficient de {percent} de réduction jusqu'au {date}", "Livraison gratuite à partir de {price}", "Pour vous désinscrire, suivez ce lien : {url}", "Les soldes commencent lundi"),
        "product": ("Le vélo pèse {few} kg et il est garanti deux ans", "Ajouter au panier, expédié sous {few} jours, {price}", "Trois étoiles : bon son mais câble trop court", "Référence {code}, couleur vert foncé", "Facture n° {n} du {date}, total {money}", "Merci de votre achat, retour possible sous 14 jours"),
        "news": ("La police met en garde contre de faux messages qui demandent des données bancaires", "L'exploitant d'un casino illégal a été condamné", "Comment reconnaître l'hameçonnage : vérifiez l'expéditeur, ne cliquez pas", "Le bitcoin a perdu {few} % le {date}", "Ce médicament est délivré sur ordonnance, demandez conseil à votre médecin", "Un crédit vous engage et doit être remboursé"),
        "forum": ("J'avais le même problème, la solution est ici : {url}", "Merci, ça marche avec la version {few}.{few}", "Quelqu'un a-t-il essayé cette imprimante ?", "Voir aussi {url} et {url}"),
        "everyday": ("L'église fut construite en {year}", "Rendez-vous à {hour} devant la gare", "Pour la soupe il faut des oignons, du beurre et de la patience", "Elle enseigne l'histoire à l'université", "Le bus passe toutes les {few} minutes", "Les tulipes fleurissent déjà dans le jardin", "Le conseil municipal a voté le budget", "Le match s'est terminé sur un score nul", "Le livre raconte l'histoire de deux frères qui construisent un bateau", "Nous vous remercions de votre demande et revenons vers vous bientôt", "La température du lac a été mesurée pendant {few} mois", "Joyeux anniversaire !"),
    },
    "es": {
        "newsletter": ("Bienvenidos al boletín del {date}", "Los socios tienen un {percent} de descuento hasta el {date}", "Envío gratuito a partir de {price}", "Para darse de baja siga este enlace: {url}", "Las rebajas empiezan el lunes"),
        "product": ("La bicicleta pesa {few} kg y tiene dos años de garantía", "Añadir a la cesta, entrega en {few} días, {price}", "Tres estrellas: buen sonido pero cable corto", "Referencia {code}, color verde oscuro", "Factura n.º {n} del {date}, total {money}", "Gracias por su compra, devolución en 14 días"),
        "news": ("La policía advierte de mensajes falsos que piden datos bancarios", "El dueño de un casino ilegal fue condenado", "Cómo reconocer el phishing: compruebe el remitente y no haga clic", "El bitcoin cayó un {few} % el {date}", "Este medicamento necesita receta, consulte a su médico", "El ministerio limita la publicidad de las casas de apuestas"),
        "forum": ("Tuve el mismo problema, la solución está aquí: {url}", "Gracias, funciona con la versión {few}.{few}", "¿Alguien ha probado esta impresora?", "Véase también {url} y {url}"),
        "everyday": ("La iglesia fue construida en {year}", "Nos vemos a las {hour} en la estación", "Para la sopa hacen falta cebollas, mantequilla y paciencia", "Ella enseña historia en la universidad", "El autobús pasa cada {few} minutos", "En el jardín ya florecen los tulipanes", "El ayuntamiento aprobó el presupuesto", "El partido terminó en empate", "El libro cuenta la historia de dos hermanos que construyen un barco", "Gracias por su consulta, le responderemos en breve", "Se midió la temperatura del lago durante {few} meses", "¡Feliz cumpleaños!"),
    },
    "it": {
        "newsletter": ("Benvenuti nella newsletter del {date}", "I soci hanno uno sconto del {percent} fino al {date}", "Spedizione gratuita da {price}", "Per annullare l'iscrizione: {url}"),
        "product": ("La bicicletta pesa {few} kg e ha due anni di garanzia", "Aggiungi al carrello, consegna in {few} giorni, {price}", "Tre stelle: buon suono ma cavo corto", "Fattura n. {n} del {date}, totale {money}"),
        "news": ("La polizia avverte di messaggi falsi che chiedono dati bancari", "Il gestore di un casinò illegale è stato condannato", "Come riconoscere il phishing: controllare il mittente", "Il bitcoin è sceso del {few} % il {date}", "Questo medicinale richiede la ricetta, chieda al medico"),
        "forum": ("Avevo lo stesso problema, la soluzione è qui: {url}", "Grazie, con la versione {few}.{few} funziona", "Qualcuno ha provato questa stampante?"),
        "everyday": ("La chiesa fu costruita nel {year}", "Ci vediamo alle {hour} alla stazione", "Per la zuppa servono cipolle, burro e pazienza", "Insegna storia all'università", "L'autobus passa ogni {few} minuti", "In giardino fioriscono i tulipani", "Il comune ha approvato il bilancio", "La partita è finita in parità", "Il libro racconta di due fratelli che costruiscono una barca", "Grazie per la richiesta, risponderemo presto", "Buon compleanno!"),
    },
    "pt": {
        "newsletter": ("Bem-vindo ao boletim de {date}", "Sócios têm {percent} de desconto até {date}", "Frete grátis acima de {price}", "Para cancelar a inscrição: {url}"),
        "product": ("A bicicleta pesa {few} kg e tem dois anos de garantia", "Adicionar ao carrinho, entrega em {few} dias, {price}", "Três estrelas: bom som mas cabo curto", "Nota fiscal {n} de {date}, total {money}"),
        "news": ("A polícia alerta para mensagens falsas que pedem dados bancários", "O dono de um cassino ilegal foi condenado", "Como reconhecer golpes: verifique o remetente e não clique", "O bitcoin caiu {few}% em {date}", "Este medicamento exige receita, consulte o médico"),
        "forum": ("Tive o mesmo problema, a solução está aqui: {url}", "Obrigado, funciona na versão {few}.{few}", "Alguém já testou esta impressora?"),
        "everyday": ("A igreja foi construída em {year}", "Encontramo-nos às {hour} na estação", "Para a sopa precisa de cebola, manteiga e paciência", "Ela ensina história na universidade", "O ônibus passa a cada {few} minutos", "As tulipas já florescem no jardim", "A câmara aprovou o orçamento", "O jogo terminou empatado", "O livro conta a história de dois irmãos que constroem um barco", "Agradecemos o contato e responderemos em breve", "Feliz aniversário!"),
    },
    "nl": {
        "newsletter": ("Welkom bij de nieuwsbrief van {date}", "Leden krijgen {percent} korting tot {date}", "Gratis verzending vanaf {price}", "Uitschrijven kan hier: {url}"),
        "product": ("De fiets weegt {few} kg en heeft twee jaar garantie", "In winkelwagen, levering in {few} dagen, {price}", "Drie sterren: goed geluid maar de kabel is te kort", "Factuur {n} van {date}, totaal {money}"),
        "news": ("De politie waarschuwt voor valse berichten die om bankgegevens vragen", "De eigenaar van een illegaal casino is veroordeeld", "Zo herkent u phishing: controleer de afzender", "Bitcoin daalde op {date} met {few} procent", "Dit geneesmiddel is op recept, vraag uw arts"),
        "forum": ("Ik had hetzelfde probleem, de oplossing staat hier: {url}", "Bedankt, met versie {few}.{few} werkt het", "Heeft iemand ervaring met deze printer?"),
        "everyday": ("De kerk werd gebouwd in {year}", "We spreken af om {hour} op het station", "Voor de soep heb je uien, boter en geduld nodig", "Zij doceert geschiedenis aan de universiteit", "De bus rijdt elke {few} minuten", "In de tuin bloeien de tulpen", "De gemeenteraad keurde de begroting goed", "De wedstrijd eindigde gelijk", "Het boek vertelt over twee broers die een boot bouwen", "Bedankt voor uw vraag, wij antwoorden binnenkort", "Gefeliciteerd met je verjaardag!"),
    },
    "zh": {
        "newsletter": ("欢迎阅读{date}的简报", "会员在{date}之前可享受{percent}的折扣", "订单满{price}免运费", "退订请点击：{url}", "夏季促销将于周一开始"),
        "product": ("这辆自行车重{few}公斤，保修两年", "加入购物车，{few}天内发货，{price}", "三星：音质不错，但线太短", "发票号{n}，日期{date}，合计{money}", "感谢您的购买，14天内可退货", "商品编号{code}，颜色深绿"),
        "news": ("警方提醒市民警惕索要银行信息的虚假短信", "非法网络赌场的经营者被判刑", "如何识别钓鱼邮件：检查发件人，不要点击链接", "比特币在{date}下跌了百分之{few}", "该药为处方药，请咨询医生或药师", "监管部门限制贷款广告"),
        "forum": ("我遇到过同样的问题，解决办法在这里：{url}", "谢谢，升级到{few}.{few}版就好了", "有人用过这款打印机吗？", "另见{url}"),
        "everyday": ("这座教堂建于{year}年", "我们{hour}在车站见面", "做汤需要洋葱、黄油和一点耐心", "她在大学教历史", "公交车每{few}分钟一班", "花园里的郁金香已经开了", "市议会通过了预算", "比赛以平局结束", "这本书讲述了两兄弟造船的故事", "感谢您的来信，我们会尽快回复", "研究人员测量了湖水的温度", "祝你生日快乐！"),
    },
    "ja": {
        "newsletter": ("{date}号のメールマガジンへようこそ", "会員の方は{date}まで{percent}割引になります", "{price}以上のご注文で送料無料", "配信停止はこちら：{url}"),
        "product": ("この自転車の重さは{few}キロ、保証は二年です", "カートに入れる、{few}日以内に発送、{price}", "星三つ：音は良いがケーブルが短い", "請求書番号{n}、日付{date}、合計{money}", "お買い上げありがとうございます"),
        "news": ("警察は口座情報を求める偽メッセージに注意を呼びかけている", "違法オンラインカジノの運営者が有罪判決を受けた", "フィッシングの見分け方：送信者を確認し、リンクを開かない", "ビットコインは{date}に{few}パーセント下落した", "この薬は処方箋が必要です、医師にご相談ください"),
        "forum": ("同じ問題がありました、解決方法はこちらです：{url}", "ありがとうございます、バージョン{few}.{few}で動きました", "このプリンターを使った方はいますか"),
        "everyday": ("この教会は{year}年に建てられた", "{hour}に駅で会いましょう", "スープには玉ねぎとバターと少しの忍耐が必要です", "彼女は大学で歴史を教えている", "バスは{few}分おきに来る", "庭のチューリップがもう咲いています", "市議会は予算を可決した", "試合は引き分けに終わった", "この本は舟を作る二人の兄弟の話です", "お問い合わせありがとうございます、近日中にご返信いたします", "お誕生日おめでとう"),
    },
    "ru": {
        "newsletter": ("Добро пожаловать в выпуск рассылки от {date}", "Участники получают скидку {percent} до {date}", "Бесплатная доставка от {price}", "Отписаться можно здесь: {url}"),
        "product": ("Велосипед весит {few} кг, гарантия два года", "В корзину, доставка {few} дня, {price}", "Три звезды: звук хороший, но кабель короткий", "Счёт № {n} от {date}, итого {money}", "Спасибо за покупку, возврат в течение 14 дней"),
        "news": ("Полиция предупреждает о ложных сообщениях с просьбой назвать данные карты", "Владелец подпольного казино осуждён", "Как распознать фишинг: проверьте отправителя и не переходите по ссылкам", "Курс биткоина упал {date} на {few} процентов", "Препарат отпускается по рецепту, проконсультируйтесь с врачом"),
        "forum": ("У меня была та же проблема, решение здесь: {url}", "Спасибо, на версии {few}.{few} заработало", "Кто-нибудь пользовался этим принтером?"),
        "everyday": ("Церковь была построена в {year} году", "Встречаемся в {hour} на вокзале", "Для супа нужны лук, масло и немного терпения", "Она преподаёт историю в университете", "Автобус ходит каждые {few} минут", "В саду уже цветут тюльпаны", "Городской совет принял бюджет", "Матч закончился вничью", "Книга рассказывает о двух братьях, которые строят лодку", "Спасибо за обращение, мы скоро ответим", "С днём рождения!"),
    },
    "pl": {"newsletter": ("Witamy w biuletynie z {date}", "Członkowie mają {percent} rabatu do {date}"), "product": ("Rower waży {few} kg i ma dwa lata gwarancji", "Faktura nr {n} z {date}, razem {money}"), "news": ("Policja ostrzega przed fałszywymi wiadomościami", "Właściciel nielegalnego kasyna został skazany"), "everyday": ("Kościół zbudowano w {year} roku", "Spotykamy się o {hour} na dworcu", "Ona uczy historii na uniwersytecie", "Mecz zakończył się remisem", "Dziękujemy za wiadomość, wkrótce odpowiemy")},
    "sv": {"newsletter": ("Välkommen till nyhetsbrevet den {date}", "Medlemmar får {percent} rabatt till {date}"), "product": ("Cykeln väger {few} kg och har två års garanti", "Faktura {n} av den {date}, summa {money}"), "news": ("Polisen varnar för falska meddelanden", "Ägaren till ett olagligt kasino dömdes"), "everyday": ("Kyrkan byggdes år {year}", "Vi ses klockan {hour} vid stationen", "Hon undervisar i historia vid universitetet", "Matchen slutade oavgjort", "Tack för ditt meddelande, vi svarar snart")},
    "ko": {"newsletter": ("{date} 소식지에 오신 것을 환영합니다", "회원은 {date}까지 {percent} 할인됩니다"), "product": ("이 자전거는 {few}킬로그램이고 보증 기간은 2년입니다", "송장 번호 {n}, 날짜 {date}, 합계 {money}"), "news": ("경찰은 가짜 문자에 주의하라고 당부했다", "불법 카지노 운영자가 유죄 판결을 받았다"), "everyday": ("이 교회는 {year}년에 지어졌다", "{hour}에 역에서 만나요", "그녀는 대학에서 역사를 가르친다", "경기는 무승부로 끝났다", "문의해 주셔서 감사합니다")},
}
for language, sentences in PROSE.items():
    FAMILIES[language]["prose"] = sentences
