using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Policies.Config;
using Baton.Engine.Screening;

namespace Baton.Engine.Policies.Binding;

/// <summary>Accounts: a list of maps, or a table whose further columns are attributes.</summary>
internal static class AccountReaders
{
    private static readonly string[] Columns = ["name", "domain", "owner"];

    private static Reader<AccountConfig> Account { get; } =
        new MapReader<AccountConfig>("account", "an account such as { name: Acme, domain: acme.test }", ReadAccount);

    public static Reader<AccountsConfig> Accounts { get; } =
        new ShapeReader<AccountsConfig>(
            "a list of accounts, or { table: … }",
            list: new ListReader<AccountConfig>("a list of accounts", Account).As(list => new AccountsConfig
            {
                List = list,
            }),
            map: new MapReader<AccountsConfig>(
                "account_table",
                "a table",
                keys =>
                {
                    var reader = new TableReader(Columns, ["name"], isOpen: true);
                    var table = keys.Need(
                        "table",
                        reader,
                        "a CSV file with name, domain, owner and attributes, or rows"
                    );
                    return new AccountsConfig
                    {
                        Table = table?.Reference,
                        List = [.. (table?.Rows ?? []).Select(FromRow)],
                    };
                }
            )
        );

    private static AccountConfig ReadAccount(Keys keys)
    {
        var domain = keys.Take("domain", Scalars.Domain, "The domain that leads of this account come from.");
        if (domain is not null)
        {
            keys.Place.Findings.Declare(Kind.Account, domain, keys.AtKey("domain"), keys.Place);
        }

        var account = new AccountConfig
        {
            Name = keys.Need("name", Scalars.Name, "the account's name") ?? "",
            Domain = domain,
            Owner = keys.Take("owner", Scalars.Ref(Kind.Rep), "The rep whose account it is."),
            Attributes = keys.Take(
                "attributes",
                PeopleReaders.Attributes,
                Value.EmptyMap,
                "Free attributes for expressions."
            ),
        };
        _ = keys.Take("note", Scalars.Text, Notes.About);
        return account;
    }

    // A row is read as the map it stands for, so that both forms have the same rules and faults.
    private static AccountConfig FromRow(TableRow row)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        entries.AddRange(row.Cells.Where(c => Columns.Contains(c.Name)).Select(ToEntry));
        var attributes = row.Cells.Where(c => !Columns.Contains(c.Name)).Select(ToEntry);
        entries.Add(new Entry("attributes", row.At, new MapNode([.. attributes], row.At)));
        var isRead = Account.TryRead(new MapNode(entries.ToImmutable(), row.At), row.Place, out var account);
        return isRead ? account! : throw new InvalidOperationException("a map is always read");
    }

    private static Entry ToEntry(Named<Node> cell) => new(cell.Name, cell.At, cell.Value);
}
