using System.Net;
using Baton.Server.Tests;

namespace Baton.Client.Tests;

/// <summary>Users, keys, saved views and webhooks, against a real server.</summary>
public sealed class AdministrationTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private BatonClient _baton = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(Workspaces.TwoReps);
        _baton = new BatonClient(_server.Client.BaseAddress!, _server.Key);
    }

    public async Task DisposeAsync()
    {
        _baton.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_user_is_made_changed_reset_and_deleted()
    {
        var made = await _baton.CreateUserAsync(
            new NewUser
            {
                Email = "mo@acme.test",
                Role = "manager",
                Name = "Mo",
            }
        );
        var reset = await _baton.ResetPasswordAsync(made.Id);
        var changed = await _baton.UpdateUserAsync(made.Id, new UserChange { Role = "viewer", Clear = ["name"] });

        (made.Role, made.Name, made.MustChangePassword).ShouldBe(("manager", "Mo", true));
        made.OneTimePassword.ShouldNotBeNull().ShouldNotBe(reset.OneTimePassword.ShouldNotBeNull());
        (changed.Email, changed.Role, changed.Name, changed.OneTimePassword).ShouldBe(
            ("mo@acme.test", "viewer", null, null)
        );
        (await _baton.UsersAsync()).Select(u => u.Id).ShouldBe([made.Id]);
        (await _baton.UserAsync(made.Id)).ShouldBe(changed);
        await _baton.DeleteUserAsync(made.Id);
        (await Should.ThrowAsync<BatonException>(() => _baton.UserAsync(made.Id))).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task A_key_is_made_used_and_revoked()
    {
        var expires = DateTimeOffset.UtcNow.AddDays(1);
        var made = await _baton.CreateKeyAsync(
            new NewKey
            {
                Name = "crm",
                Role = "manager",
                Scopes = ["leads:read"],
                ExpiresAt = expires,
            }
        );
        using var crm = new BatonClient(_server.Client.BaseAddress!, made.Key!);

        (await crm.ListAsync().CountAsync()).ShouldBe(0);
        (await Should.ThrowAsync<BatonException>(() => crm.RepsAsync())).Code.ShouldBe("no_scope");
        await _baton.RevokeKeyAsync(made.Id);

        var listed = (await _baton.KeysAsync()).Single(k => k.Name == "crm");
        (listed.Role, listed.Key).ShouldBe(("manager", null));
        listed.Scopes!.Value.ShouldBe(["leads:read"]);
        listed.ExpiresAt!.Value.ShouldBe(expires, TimeSpan.FromMilliseconds(1));
        listed.RevokedAt.ShouldNotBeNull();
        (await Should.ThrowAsync<BatonException>(() => _baton.RevokeKeyAsync(made.Id))).Code.ShouldBe("unknown_key");
    }

    [Fact]
    public async Task A_view_is_saved_replaced_and_deleted_and_its_filter_lists_leads()
    {
        var made = await _baton.CreateViewAsync(
            new NewView
            {
                Name = "Large",
                Filter = "lead.employees > 500",
                Sort = "-score",
                Columns = ["owner"],
            }
        );
        await _baton.CaptureAsync(new LeadFields { Id = "small", Employees = 5 });
        await _baton.CaptureAsync(new LeadFields { Id = "large", Employees = 5000 });

        var shown = await _baton.ListAsync(new LeadQuery { Filter = made.Filter, Sort = made.Sort }).ToListAsync();
        var replaced = await _baton.ReplaceViewAsync(made.Id, new NewView { Name = "All", Shared = true });

        shown.Select(l => l.Id).ShouldBe(["large"]);
        (replaced.Name, replaced.Filter, replaced.Shared, replaced.Mine).ShouldBe(("All", null, true, true));
        replaced.Columns.ShouldBeEmpty();
        (await _baton.ViewAsync(made.Id)).Name.ShouldBe("All");
        (await _baton.ViewsAsync().Select(v => v.Id).ToListAsync()).ShouldBe([made.Id]);
        await _baton.DeleteViewAsync(made.Id);
        (await _baton.ViewsAsync().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_webhook_is_made_changed_rotated_tested_and_deleted()
    {
        var made = await _baton.CreateWebhookAsync(
            new NewWebhook
            {
                Url = "https://8.8.8.8/baton",
                Events = ["lead_won"],
                Description = "CRM",
                After = 0,
            }
        );
        var rotated = await _baton.RotateWebhookSecretAsync(made.Id);
        var tested = await _baton.TestWebhookAsync(made.Id);
        var changed = await _baton.UpdateWebhookAsync(
            made.Id,
            new WebhookChange { Enabled = false, Clear = ["description"] }
        );

        (made.Enabled, made.Ordered, made.Contact, made.Description).ShouldBe((true, true, false, "CRM"));
        made.Secret.ShouldNotBeNull().ShouldNotBe(rotated.Secret.ShouldNotBeNull());
        rotated.OldSecretUntil.ShouldNotBeNull();
        (changed.Enabled, changed.Description, changed.Secret).ShouldBe((false, null, null));
        changed.Events.ShouldBe(["lead_won"]);
        (await _baton.DeliveriesAsync(made.Id, pageSize: 1).Select(d => d.Id).ToListAsync()).ShouldBe([tested.Id]);
        var delivery = await _baton.DeliveryAsync(made.Id, tested.Id);
        (delivery.Type, delivery.Body!.Value.GetProperty("type").GetString()).ShouldBe(
            ("webhook_test", "webhook_test")
        );
        await _baton.RedeliverAsync(made.Id, tested.Id);
        (await _baton.RedeliverManyAsync(made.Id)).ShouldBe(new Redelivered(0, More: false));
        (await _baton.WebhooksAsync()).Select(w => w.Id).ShouldBe([made.Id]);
        await _baton.DeleteWebhookAsync(made.Id);
        (await Should.ThrowAsync<BatonException>(() => _baton.WebhookAsync(made.Id))).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }
}
