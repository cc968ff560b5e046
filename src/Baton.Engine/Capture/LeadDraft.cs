using System.Buffers;
using System.Globalization;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Engine.Capture;

/// <summary>One lead on its way through normalisation. Used once, by one thread.</summary>
internal ref struct LeadDraft(
    RawLead raw,
    LeadSchema schema,
    NormaliserOptions options,
    ICollection<CaptureFault> faults,
    Value[] fields
)
{
    private static readonly Duration ClockSkew = Duration.FromMinutes(5);

    // The place of each slot's value in what was sent, from 1; 0 = not sent.
    private readonly int[] _sentAt = Zeroes(schema.Count);
    private readonly Value[] _fields = fields;
    private List<CaptureFault>? _notes;
    private bool _isAtFault;

    /// <summary>Puts every sent value in its slot and reads it as its field's kind.</summary>
    public void Take()
    {
        var sent = raw.Span;
        for (var i = 0; i < sent.Length; i++)
        {
            var (name, value) = sent[i];
            var slot = schema.SlotOf(name);
            if (slot < 0)
            {
                Fault(
                    name,
                    "unknown_field",
                    $"unknown field '{name}'{NearestWord.Hint(name, schema.Fields.Select(f => f.Name))}"
                );
            }
            else if (!IsBlank(value))
            {
                Take(slot, i, value);
            }
        }
    }

    /// <summary>The fields in their final forms, with those filled that follow from others; null where anything is at fault.</summary>
    public CapturedLead? Finish()
    {
        NormaliseCountry();
        NormaliseRegion();
        NormalisePostalCode();
        NormaliseEmail();
        NormalisePhone();
        NormaliseLanguage();
        NormaliseDomain();
        NormaliseCreation();
        FillDomain();
        FillNames();
        var lead = _isAtFault
            ? null
            : new CapturedLead(_fields, Originals(), (IReadOnlyList<CaptureFault>?)_notes ?? []);
        ArrayPool<int>.Shared.Return(_sentAt);
        return lead;
    }

    private static int[] Zeroes(int count)
    {
        var zeroes = ArrayPool<int>.Shared.Rent(count);
        Array.Clear(zeroes);
        return zeroes;
    }

    /// <summary>Null or text of nothing but blanks: as good as not sent.</summary>
    public static bool IsBlank(Value value) =>
        value.IsNull || (value.TextOrNull is { } text && CleanText.Trim(text).Length == 0);

    private void Take(int slot, int at, Value value)
    {
        var field = schema.Fields[slot];
        if (LeadSchema.IsReserved(slot))
        {
            Fault(field.Name, "reserved", $"'{field.Name}' is set by the policy and cannot be sent");
            return;
        }

        if (_sentAt[slot] != 0)
        {
            Fault(field.Name, "repeated", $"'{field.Name}' is given twice");
            return;
        }

        _sentAt[slot] = at + 1;
        var longest = LeadSchema.LongestText(slot);
        if (!ValueReader.TryRead(value, field.Kind, lines: longest > 1_000 || field.Custom, out _fields[slot]))
        {
            _fields[slot] = Value.Null;
            FaultOrNote(
                options.KeepBadValues,
                field.Name,
                "wrong_type",
                $"'{field.Name}' must be {Described(field.Kind)}"
            );
        }
        else if (!Fits(_fields[slot], longest))
        {
            Fault(
                field.Name,
                "too_long",
                $"'{field.Name}' is longer than {longest.ToString("N0", CultureInfo.InvariantCulture)} characters"
            );
        }
    }

    private static string Described(FieldKind kind) =>
        kind switch
        {
            FieldKind.Bool => "yes or no",
            FieldKind.Number => "a number",
            FieldKind.Integer => "a whole number",
            FieldKind.String => "text",
            FieldKind.List => "a list",
            FieldKind.Map => "a map of names to values",
            FieldKind.Timestamp => "a time such as 2026-01-31T09:30:00Z",
            FieldKind.Duration => "a length of time such as 90m",
            _ => "text, a number, yes or no, a list or a map",
        };

    // Of lists and maps every text counts for itself, and their number is bounded likewise.
    private static bool Fits(Value value, int longest) =>
        value.Kind switch
        {
            ValueKind.String => value.AsString().Length <= longest,
            ValueKind.List => value.AsList().Length <= longest && ItemsFit(value, longest),
            ValueKind.Map => value.AsMap().Count <= longest && EntriesFit(value, longest),
            _ => true,
        };

    // Apart: a closure here would be one for every field of every lead.
    private static bool ItemsFit(Value list, int longest) => list.AsList().All(item => Fits(item, longest));

    private static bool EntriesFit(Value map, int longest) =>
        map.AsMap().All(entry => entry.Key.Length <= longest && Fits(entry.Value, longest));

    private string? Country => _fields[LeadSlots.Country].TextOrNull ?? options.DefaultCountry;

    private void NormaliseCountry()
    {
        if (_fields[LeadSlots.Country].TextOrNull is not { } text || IsCountryCode(text))
        {
            return;
        }

        Replace(
            LeadSlots.Country,
            Countries.Find(text),
            "unknown_country",
            "is not a country that Baton knows; use its ISO 3166 code"
        );
    }

    private static bool IsCountryCode(string text) => text.Length == 2 && Countries.Codes.Contains(text);

    private void NormaliseRegion()
    {
        if (_fields[LeadSlots.Region].TextOrNull is not { } text)
        {
            return;
        }

        var own = _fields[LeadSlots.Country].TextOrNull;
        var code = Regions.Normalise(text, own, out var implied);
        if (implied is not null)
        {
            _fields[LeadSlots.Country] = Value.Of(implied);
        }

        var assumed = own is null && implied is null ? Regions.Find(text, options.DefaultCountry) : null;
        _fields[LeadSlots.Region] = Value.Of(assumed ?? code);
    }

    private void NormalisePostalCode()
    {
        if (_fields[LeadSlots.PostalCode].TextOrNull is { } text)
        {
            _fields[LeadSlots.PostalCode] = Value.Of(PostalCodes.Normalise(text, Country));
        }
    }

    private void NormaliseEmail()
    {
        if (_fields[LeadSlots.Email].TextOrNull is not { } text)
        {
            return;
        }

        _fields[LeadSlots.Email] = Value.Of(EmailAddress.Read(text, out var trouble));
        if (trouble is not null)
        {
            FaultOrNote(options.KeepBadEmail, schema.Fields[LeadSlots.Email].Name, "bad_email", $"'email' {trouble}");
        }
    }

    private void NormalisePhone()
    {
        if (_fields[LeadSlots.Phone].TextOrNull is { } text)
        {
            Replace(
                LeadSlots.Phone,
                PhoneNumbers.Read(text, Country),
                "bad_phone",
                "is not a telephone number that can be dialled from abroad"
            );
        }
    }

    private void NormaliseLanguage()
    {
        if (_fields[LeadSlots.Language].TextOrNull is { } text)
        {
            Replace(
                LeadSlots.Language,
                Languages.Find(text),
                "unknown_language",
                "is not a language that Baton knows; use its BCP 47 tag"
            );
        }
    }

    private void NormaliseDomain()
    {
        if (_fields[LeadSlots.Domain].TextOrNull is { } text)
        {
            Replace(LeadSlots.Domain, WebDomain.Of(text), "bad_domain", "is not a domain");
        }
    }

    private void Replace(int slot, string? found, string code, string trouble)
    {
        _fields[slot] = Value.Of(found);
        if (found is null)
        {
            var name = schema.Fields[slot].Name;
            (_notes ??= []).Add(new CaptureFault(name, code, $"'{name}' {trouble}"));
        }
    }

    // A clock that is a little ahead must not cost a lead.
    private void NormaliseCreation()
    {
        var created = _fields[LeadSlots.CreatedAt];
        if (created.Kind != ValueKind.Timestamp || options.Now is not { } now || created.AsTimestamp() <= now)
        {
            return;
        }

        if (created.AsTimestamp() - now > ClockSkew)
        {
            Fault("created_at", "range", "'created_at' is in the future");
        }

        _fields[LeadSlots.CreatedAt] = Value.Of(now);
    }

    private void FillDomain()
    {
        if (_fields[LeadSlots.Domain].IsNull)
        {
            _fields[LeadSlots.Domain] = Value.Of(DomainOf(_fields, options.FreeMail));
        }
    }

    // In the order in which accounts are matched, so that a filled domain finds the account that an empty one would have.
    private static string? DomainOf(Value[] fields, FreeMail freeMail)
    {
        if (WebDomain.Of(fields[LeadSlots.Website].TextOrNull) is { } site)
        {
            return site;
        }

        var mail = EmailAddress.DomainOf(fields[LeadSlots.Email].TextOrNull);
        return mail.Length > 0 && !freeMail.Contains(mail) ? WebDomain.Of(mail.ToString()) : null;
    }

    private void FillNames()
    {
        var first = _fields[LeadSlots.FirstName].TextOrNull;
        var last = _fields[LeadSlots.LastName].TextOrNull;
        if (_fields[LeadSlots.Name].IsNull)
        {
            _fields[LeadSlots.Name] = Value.Of(NameOf(first, last));
        }
        else if (first is null && last is null && _fields[LeadSlots.Name].TextOrNull is { } name)
        {
            var split = PersonName.Split(name);
            _fields[LeadSlots.FirstName] = Value.Of(split.First);
            _fields[LeadSlots.LastName] = Value.Of(split.Last);
        }
    }

    private static string? NameOf(string? first, string? last)
    {
        var name = first is null || last is null ? first ?? last : $"{first} {last}";
        return name?.Length <= LeadSchema.LongestText(LeadSlots.Name) ? name : null;
    }

    /// <summary>
    /// Whether a stored field holds just what it would be filled with from others, and so follows them; the parts of a
    /// name follow it where another name is given.
    /// </summary>
    public static bool IsFilled(int slot, Value[] fields, FreeMail freeMail, bool isRenamed)
    {
        var first = fields[LeadSlots.FirstName].TextOrNull;
        var last = fields[LeadSlots.LastName].TextOrNull;
        return slot switch
        {
            LeadSlots.Domain => fields[slot].TextOrNull == DomainOf(fields, freeMail),
            LeadSlots.Name => fields[slot].TextOrNull == NameOf(first, last),
            LeadSlots.FirstName or LeadSlots.LastName => isRenamed
                && fields[LeadSlots.Name].TextOrNull is { } name
                && PersonName.Split(name) == (first, last),
            _ => false,
        };
    }

    private IReadOnlyList<KeyValuePair<string, Value>> Originals()
    {
        List<KeyValuePair<string, Value>>? originals = null;
        var sent = raw.Span;
        for (var slot = 0; slot < _fields.Length; slot++)
        {
            if (_sentAt[slot] is > 0 and var at && !ReadsTheSame(sent[at - 1].Value, _fields[slot]))
            {
                (originals ??= []).Add(sent[at - 1]);
            }
        }

        return (IReadOnlyList<KeyValuePair<string, Value>>?)originals ?? [];
    }

    private static bool ReadsTheSame(Value sent, Value stored)
    {
        if (sent.TextOrNull is not { } text)
        {
            return sent.Kind == stored.Kind ? sent.Equals(stored) : sent.ToString() == stored.ToString();
        }

        if (ReferenceEquals(text, stored.TextOrNull))
        {
            return true;
        }

        var trimmed = CleanText.Trim(text);
        return stored.Kind switch
        {
            ValueKind.Null => trimmed.Length == 0,
            ValueKind.Double when NumberText.IsRendering(trimmed) => true,
            _ => stored.ReadsAs(trimmed),
        };
    }

    private void FaultOrNote(bool keep, string field, string code, string message)
    {
        if (keep)
        {
            (_notes ??= []).Add(new CaptureFault(field, code, message));
        }
        else
        {
            Fault(field, code, message);
        }
    }

    private void Fault(string field, string code, string message)
    {
        _isAtFault = true;
        faults.Add(new CaptureFault(field, code, message));
    }
}
