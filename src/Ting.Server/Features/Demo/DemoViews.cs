using Ting.Server.Features.Conversations.Views;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>The views that the demo's colleagues keep: for everybody, for the team in front, and one agent's own.</summary>
internal static class DemoViews
{
    public static void Add(AppDb db, DemoCast cast, DateTimeOffset now)
    {
        var since = now.AddDays(-40);
        var keeper = cast.Named("Eleanor Marsh");
        var own = cast.Named("周予安");
        db.SavedViews.AddRange(
            View("生气、不满的客户", ViewScope.Everyone, 0, keeper.Id, null, new() { Emotions = ["angry", "dissatisfied", "frustrated"] }),
            View("大切なお客様をお待たせ中", ViewScope.Everyone, 1, keeper.Id, null, new() { Tiers = ["diamond", "gold"], Waiting = true }),
            View("Complaints, past month", ViewScope.Everyone, 2, keeper.Id, null, new() { Status = ViewFilter.Any, LabelId = cast.Labels["Complaint"].Id, Days = 30 }),
            View("售后：快到时限", ViewScope.Team, 0, keeper.Id, own.TeamId, new() { Team = ViewFilter.MyTeam, Due = "soon" }),
            View("我的维修", ViewScope.Mine, 0, own.Id, null, new() { Assignee = ViewFilter.Me, LabelId = cast.Labels["维修"].Id }),
            View("最近谈妥的退款", ViewScope.Mine, 1, own.Id, null, new() { Status = "resolved", Words = "退款", Days = 60 }));

        SavedView View(string name, ViewScope scope, int position, Guid ownerId, Guid? teamId, ViewFilter filter)
        {
            var view = new SavedView(ownerId, position, since);
            view.Describe(name, filter.Clean());
            view.Share(scope, teamId);
            return view;
        }
    }
}
