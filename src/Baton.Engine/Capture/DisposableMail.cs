using System.Collections.Frozen;

namespace Baton.Engine.Capture;

/// <summary>
/// Domains that give anybody a mailbox to throw away, so that nobody will be reached there. Forwarding services that hide
/// a lasting mailbox are none. The list of well-known ones ships with Baton; a policy may add its own. Immutable.
/// </summary>
public sealed class DisposableMail
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _domains;
    private readonly FrozenSet<string> _all;

    private DisposableMail(IEnumerable<string> domains)
    {
        _all = domains.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _domains = _all.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static DisposableMail Standard { get; } =
        new(Table.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public int Count => _all.Count;

    /// <summary>This list and more. What is not a domain is left out.</summary>
    public DisposableMail With(IEnumerable<string> extra)
    {
        var domains = extra.Select(WebDomain.Of).OfType<string>().ToList();
        return domains.Count == 0 ? this : new DisposableMail([.. _all, .. domains]);
    }

    /// <summary>Whether this domain is one of them or lies under one, in whatever case.</summary>
    public bool Contains(ReadOnlySpan<char> domain)
    {
        while (domain.Length > 0)
        {
            if (_domains.Contains(domain))
            {
                return true;
            }

            var dot = domain.IndexOf('.');
            domain = dot < 0 ? [] : domain[(dot + 1)..];
        }

        return false;
    }

    private const string Table = """
        mailinator.com mailinator.net mailinator.org mailinator2.com mailinater.com notmailinator.com reallymymail.com binkmail.com bobmail.info chammy.info
        devnullmail.com letthemeatspam.com putthisinyourspamdatabase.com safetymail.info sendspamhere.com sogetthis.com spamhereplease.com
        spamherelots.com suremail.info thisisnotmyrealemail.com tradermail.info veryrealemail.com zippymail.info monumentmail.com
        streetwisemail.com supergreatmail.com
        guerrillamail.com guerrillamail.net guerrillamail.org guerrillamail.biz guerrillamail.de guerrillamail.info guerrillamailblock.com
        sharklasers.com grr.la spam4.me pokemail.net
        10minutemail.com 10minutemail.net 10minutemail.org 10minutemail.de 10minutemail.co.za 20minutemail.com 20mail.it 30minutemail.com
        yopmail.com yopmail.net yopmail.fr cool.fr.nf jetable.fr.nf courriel.fr.nf moncourrier.fr.nf monemail.fr.nf monmail.fr.nf
        nospam.ze.tc nomail.xl.cx mega.zik.dj speed.1s.fr
        trashmail.com trashmail.net trashmail.org trashmail.de trashmail.at trashmail.me trashmail.io trashmail.ws trash-mail.com trash-mail.at
        trash-mail.de trashymail.com trashymail.net trashmailer.com kurzepost.de objectmail.com proxymail.eu rcpt.at wegwerfmail.de
        wegwerfmail.net wegwerfmail.org wegwerfadresse.de wegwerfemail.de mytrashmail.com easytrashmail.com
        temp-mail.org temp-mail.io temp-mail.com temp-mail.ru tempmail.com tempmail.net tempmail.de tempmail.it tempmail.eu tempmail.dev
        tempmailo.com tempmailaddress.com tempmailer.com tempmailer.de tempr.email tempinbox.com tempemail.net tempemail.com tempomail.fr
        temporaryemail.net temporaryinbox.com tempail.com tmpmail.org tmpmail.net tmails.net tmail.ws mail-temp.com mytemp.email
        discard.email discardmail.com discardmail.de spambog.com spambog.de spambog.ru
        getnada.com nada.email nada.ltd abyssmail.com boximail.com clrmail.com dropjar.com getairmail.com inboxbear.com robot-mail.com
        tafmail.com vomoto.com zetmail.com givmail.com
        fakemailgenerator.com armyspy.com cuvox.de dayrep.com einrot.com fleckens.hu gustr.com jourrapide.com rhyta.com superrito.com
        teleworm.us fakeinbox.com fakemail.net emailfake.com email-fake.com
        1secmail.com 1secmail.net 1secmail.org esiix.com wwjmp.com xojxe.com yoggm.com
        dropmail.me 10mail.org emltmp.com yomail.info emlhub.com emlpro.com spymail.one freeml.net mimimail.me
        dispostable.com maildrop.cc mohmal.com mohmal.in mohmal.im mohmal.tech throwawaymail.com throwaway.email throwam.com
        mailnesia.com mailcatch.com mailnull.com mailexpire.com mailforspam.com mailmoat.com mailsac.com mailpoof.com mailtothis.com
        mintemail.com minuteinbox.com moakt.com moakt.ws moakt.cc emailondeck.com emailtemporario.com.br burnermail.io crazymailing.com
        deadaddress.com despam.it dodgeit.com dodgit.com dontsendmespam.de anonbox.net anonymbox.com eyepaste.com filzmail.com
        getonemail.com harakirimail.com haltospam.com incognitomail.com incognitomail.org inboxkitten.com jetable.org jetable.com
        jetable.net kasmail.com killmail.com linshiyouxiang.net luxusmail.org meltmail.com muellmail.com nowmymail.com owlymail.com
        oneoffemail.com pookmail.com quickinbox.com safersignup.de selfdestructingmail.com shitmail.me snapmail.cc sofort-mail.de
        spam.la spambox.us spamfree24.org spamfree24.com spamfree24.de spamfree24.eu spamgourmet.com spamgourmet.net spamgourmet.org
        spamhole.com spaml.de spamspot.com tempsky.com walkmail.net whyspam.me
        """;
}
