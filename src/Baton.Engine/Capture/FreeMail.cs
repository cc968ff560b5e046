using System.Collections.Frozen;

namespace Baton.Engine.Capture;

/// <summary>
/// Domains where anybody can have a mailbox, so that an address says nothing about a company. The list of common ones
/// ships with Baton; a policy may add its own. Immutable.
/// </summary>
public sealed class FreeMail
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _domains;
    private readonly FrozenSet<string> _all;

    private FreeMail(IEnumerable<string> domains)
    {
        _all = domains.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _domains = _all.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static FreeMail Standard { get; } = new(Table.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public int Count => _all.Count;

    /// <summary>This list and more. What is not a domain is left out.</summary>
    public FreeMail With(IEnumerable<string> extra)
    {
        var domains = extra.Select(WebDomain.Of).OfType<string>().ToList();
        return domains.Count == 0 ? this : new FreeMail([.. _all, .. domains]);
    }

    /// <summary>Whether this very domain is one of them, in whatever case; a subdomain is not.</summary>
    public bool Contains(ReadOnlySpan<char> domain) => _domains.Contains(domain);

    private const string Table = """
        gmail.com googlemail.com outlook.com outlook.at outlook.be outlook.cl outlook.co.id outlook.co.il
        outlook.co.nz outlook.co.th outlook.com.ar outlook.com.au outlook.com.br outlook.com.gr outlook.com.pe outlook.com.tr
        outlook.com.vn outlook.cz outlook.de outlook.dk outlook.es outlook.fr outlook.hu outlook.ie outlook.in outlook.it
        outlook.jp outlook.kr outlook.lv outlook.my outlook.ph outlook.pt outlook.sa outlook.sg outlook.sk
        hotmail.com hotmail.at hotmail.be hotmail.ca hotmail.ch hotmail.cl hotmail.co hotmail.co.il hotmail.co.in hotmail.co.jp
        hotmail.co.kr hotmail.co.nz hotmail.co.th hotmail.co.uk hotmail.co.za hotmail.com.ar hotmail.com.au hotmail.com.br
        hotmail.com.hk hotmail.com.mx hotmail.com.tr hotmail.com.tw hotmail.cz hotmail.de hotmail.dk hotmail.es hotmail.fi
        hotmail.fr hotmail.gr hotmail.hu hotmail.it hotmail.nl hotmail.no hotmail.ph hotmail.pt hotmail.se hotmail.sg
        live.com live.at live.be live.ca live.ch live.cl live.cn live.co.uk live.co.za live.com.ar live.com.au live.com.mx
        live.com.my live.com.pt live.com.sg live.de live.dk live.fi live.fr live.hk live.ie live.in live.it live.jp live.nl
        live.no live.se msn.com passport.com windowslive.com
        yahoo.com yahoo.at yahoo.be yahoo.ca yahoo.ch yahoo.cl yahoo.cn yahoo.co.id yahoo.co.il yahoo.co.in yahoo.co.jp
        yahoo.co.kr yahoo.co.nz yahoo.co.th yahoo.co.uk yahoo.co.za yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.cn
        yahoo.com.co yahoo.com.hk yahoo.com.mx yahoo.com.my yahoo.com.pe yahoo.com.ph yahoo.com.pk yahoo.com.sg yahoo.com.tr
        yahoo.com.tw yahoo.com.ve yahoo.com.vn yahoo.cz yahoo.de yahoo.dk yahoo.es yahoo.fi yahoo.fr yahoo.gr yahoo.hu yahoo.ie
        yahoo.in yahoo.it yahoo.nl yahoo.no yahoo.pl yahoo.pt yahoo.ro yahoo.se ymail.com rocketmail.com myyahoo.com
        aol.com aol.co.uk aol.de aol.fr aol.it aol.jp aim.com netscape.net love.com games.com wow.com
        icloud.com me.com mac.com
        proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tutamail.com tuta.io tuta.com keemail.me
        fastmail.com fastmail.fm fastmail.net fastmail.org fastmail.co.uk fastmail.de fastmail.to sent.com mailbox.org posteo.de
        posteo.net posteo.at posteo.ch posteo.eu hushmail.com hush.com hushmail.me startmail.com mailfence.com runbox.com
        disroot.org riseup.net cock.li hey.com duck.com skiff.com zoho.com zohomail.com zohomail.eu zoho.in
        gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.us gmx.fr gmx.es gmx.co.uk gmx.info gmx.org gmx.eu gmx.li
        web.de mail.de email.de freenet.de t-online.de arcor.de online.de vodafone.de vodafonemail.de o2online.de o2mail.de
        kabelmail.de unitybox.de alice.de alice-dsl.net versanet.de ewetel.net ewe.net 1und1.de online.home.de onlinehome.de
        a1.net aon.at chello.at inode.at utanet.at tele2.at kabsi.at liwest.at drei.at
        bluewin.ch bluemail.ch hispeed.ch sunrise.ch swissonline.ch
        mail.com email.com usa.com consultant.com engineer.com europe.com post.com iname.com inbox.com writeme.com techie.com
        myself.com dr.com asia.com workmail.com accountant.com contractor.net cheerful.com linuxmail.org
        orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr bouyguestelecom.fr club-internet.fr numericable.fr
        aliceadsl.fr cegetel.net voila.fr libertysurf.fr noos.fr tiscali.fr
        libero.it virgilio.it tiscali.it alice.it tin.it tim.it fastwebnet.it inwind.it iol.it vodafone.it poste.it email.it
        telefonica.net terra.es ono.com orange.es movistar.es wanadoo.es jazztel.es
        sapo.pt netcabo.pt clix.pt iol.pt mail.telepac.pt
        ziggo.nl kpnmail.nl planet.nl xs4all.nl upcmail.nl home.nl hetnet.nl casema.nl chello.nl quicknet.nl telfort.nl zonnet.nl
        telenet.be skynet.be proximus.be scarlet.be belgacom.net voo.be
        btinternet.com btopenworld.com sky.com virginmedia.com virgin.net talktalk.net ntlworld.com blueyonder.co.uk
        tiscali.co.uk tesco.net plusnet.com o2.co.uk orange.net freeserve.co.uk talk21.com eircom.net
        comcast.net verizon.net att.net sbcglobal.net bellsouth.net charter.net cox.net earthlink.net juno.com netzero.net
        netzero.com roadrunner.com rr.com optonline.net optimum.net frontier.com frontiernet.net windstream.net centurylink.net
        centurytel.net embarqmail.com mindspring.com prodigy.net pacbell.net ameritech.net snet.net swbell.net suddenlink.net
        peoplepc.com q.com excite.com lycos.com
        rogers.com shaw.ca sympatico.ca bell.net telus.net videotron.ca cogeco.ca eastlink.ca sasktel.net mts.net
        bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au dodo.com.au internode.on.net westnet.com.au
        xtra.co.nz slingshot.co.nz orcon.net.nz vodafone.co.nz
        telia.com telia.se comhem.se bredband.net spray.se online.no broadpark.no frisurf.no getmail.no
        tdcadsl.dk jubii.dk stofanet.dk youmail.dk mail.dk kolumbus.fi luukku.com suomi24.fi elisanet.fi welho.com
        wp.pl o2.pl onet.pl onet.eu op.pl interia.pl interia.eu poczta.fm poczta.onet.pl gazeta.pl tlen.pl vp.pl autograf.pl
        seznam.cz email.cz post.cz centrum.cz volny.cz atlas.cz quick.cz azet.sk centrum.sk zoznam.sk post.sk pobox.sk
        freemail.hu citromail.hu t-online.hu indamail.hu vipmail.hu abv.bg mail.bg dir.bg
        siol.net amis.net email.si net.hr inet.hr t-com.hr eunet.rs sbb.rs mts.rs yahoo.rs otenet.gr hol.gr forthnet.gr
        inbox.lv apollo.lv one.lt mail.ee hot.ee online.ee
        mail.ru list.ru bk.ru inbox.ru internet.ru yandex.ru yandex.com yandex.by yandex.kz yandex.ua ya.ru rambler.ru lenta.ru
        autorambler.ru ukr.net i.ua meta.ua bigmir.net tut.by mail.kz
        qq.com foxmail.com vip.qq.com 163.com vip.163.com 126.com yeah.net sina.com sina.cn vip.sina.com sohu.com tom.com 139.com
        189.cn 21cn.com aliyun.com 263.net wo.cn netease.com pchome.com.tw hinet.net seed.net.tw netvigator.com
        naver.com daum.net hanmail.net nate.com hanmir.com korea.com kakao.com
        docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp excite.co.jp goo.jp
        rediffmail.com rediff.com indiatimes.com sify.com in.com vsnl.net bsnl.in airtelmail.in
        singnet.com.sg starhub.net.sg streamyx.com tm.net.my pldtdsl.net globe.com.ph
        uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com oi.com.br r7.com zipmail.com.br
        prodigy.net.mx infinitummail.com fibertel.com.ar speedy.com.ar arnet.com.ar ciudad.com.ar adinet.com.uy vtr.net
        une.net.co cantv.net
        walla.co.il walla.com bezeqint.net netvision.net.il 012.net.il zahav.net.il nana.co.il mynet.com superonline.com
        ttmail.com turk.net emirates.net.ae eim.ae maktoob.com link.net
        mweb.co.za webmail.co.za telkomsa.net vodamail.co.za iafrica.com absamail.co.za
        mailinator.com guerrillamail.com 10minutemail.com yopmail.com trashmail.com tempmail.com sharklasers.com dispostable.com
        maildrop.cc getnada.com temp-mail.org throwawaymail.com mohmal.com mintemail.com spamgourmet.com
        """;
}
