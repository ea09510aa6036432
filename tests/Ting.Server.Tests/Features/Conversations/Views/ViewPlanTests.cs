using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.Views;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.Views;

/// <summary>No view makes the database walk a whole table: state, assignee and team come from an index, and what is looked for besides, among so many only.</summary>
public sealed class ViewPlanTests : DeskTest
{
    private static readonly ViewFilter Everything = new()
    {
        Emotions = ["angry"],
        Priorities = ["urgent"],
        Tiers = ["gold", "none"],
        Lane = "yes",
        Due = "soon",
        Waiting = true,
        Days = 30,
        LabelId = Guid.CreateVersion7(),
        InboxId = Guid.CreateVersion7(),
    };

    [Theory]
    [InlineData("open", null)]
    [InlineData("open", "me")]
    [InlineData("snoozed", null)]
    [InlineData("resolved", null)]
    [InlineData("any", null)]
    public async Task Lists_and_numbers_are_read_from_an_index(string status, string? assignee)
    {
        await using var db = Server.Database();
        var filter = Everything with { Status = status, Assignee = assignee };
        if (!db.Database.IsSqlite())
            filter = filter with { Emotions = [], Priorities = [], Tiers = [] }; // a plan is asked for there without lists
        var query = new ViewQuery(db, filter, TestServer.AgentId, null, Server.Clock.GetUtcNow());
        var order = status switch { "snoozed" => InboxOrder.Snoozed, "resolved" => InboxOrder.Resolved, "any" => InboxOrder.Newest, _ => InboxOrder.Waiting };
        IQueryable<object> list = order.Rows(db, query.Narrow(query.Everything), null).Take(20);
        IQueryable<object> number = query.Open(500).Take(100);

        foreach (var asked in filter.HoldsOpen ? (IQueryable<object>[])[list, number] : [list])
        {
            var plan = db.Database.IsSqlite() ? QueryPlan.Of(db, asked) : QueryPlan.OfPostgres(db, asked);
            Assert.DoesNotContain(plan, step => step is "SCAN c"); // c0 is the part that was cut off already
            Assert.DoesNotContain(plan, step => step.Contains("Seq Scan on conversations", StringComparison.Ordinal));
            Assert.Contains(plan, step => step.Contains("IX_conversations_", StringComparison.Ordinal));
        }
    }
}
