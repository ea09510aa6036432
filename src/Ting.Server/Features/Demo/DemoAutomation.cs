using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Log;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Automation.Running;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.FollowUps;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>The rules of the three brands, what they did in the last days, and whom the desk means to ask again.</summary>
internal sealed class DemoAutomation(AppDb db, DemoCast cast, DateTimeOffset now)
{
    private const int Most = 300;
    private const int Minute = 1;
    private const int Day = 24 * 60;

    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(1);

    private static readonly string[] Answers = ["都好了，谢谢你们还记得打来。", "おかげさまで、その後は問題ございません。", "All fine now, thank you for checking."];

    public async Task WriteAsync(CancellationToken cancel)
    {
        var since = now.AddDays(-30);
        Rule[] rules =
        [
            Rule(0, "生气的客户优先", RuleTrigger.CustomerWrote, null,
                [new(RuleField.Emotion, RuleOperator.Is, ["angry", "frustrated"]), new(RuleField.Priority, RuleOperator.IsNot, ["urgent"])],
                [new(RuleActionKind.SetPriority, "urgent")], since),
            Rule(1, "等了半小时要有人看", RuleTrigger.Unanswered, 30 * Minute, [], [new(RuleActionKind.SetPriority, "high"), new(RuleActionKind.Note, Text: "已等半小时，哪位同事可以先回复？")], since),
            AfterComplaint(2, "zh-Hans", "投诉解决后三天回访", "问题是否彻底解决？还有什么我们能做的？"),
            AfterComplaint(3, "ja", "苦情の解決から三日後にお伺い", "その後、お困りのことはございませんか。"),
            AfterComplaint(4, "en", "Three days after a complaint", "Is it really settled? Is there anything else we can do?"),
            Rule(5, "上门维修十分钟后回访", RuleTrigger.Resolved, null, [new(RuleField.Label, RuleOperator.Is, [cast.Labels["维修"].Id.ToString()])], [new(RuleActionKind.FollowUp, Text: "师傅修好了吗？现场都收拾干净了吗？", Minutes: 10 * Minute)], since),
            Rule(6, "客户三天没有回音则结束", RuleTrigger.CustomerSilent, 3 * Day, [], [new(RuleActionKind.Resolve)], since),
        ];
        rules[^1].Turn(on: false); // left for whoever tries the demo
        db.Rules.AddRange(rules);
        await db.SaveChangesAsync(cancel);

        Rule AfterComplaint(int position, string language, string name, string question) => Rule(position, name, RuleTrigger.Resolved, null,
            [new(RuleField.Sign, RuleOperator.Is, ["complaint"]), new(RuleField.Language, RuleOperator.Is, [language])], [new(RuleActionKind.FollowUp, Text: question, Minutes: 3 * Day)], since);

        var (book, world) = (await RuleBook.ReadAsync(db, cancel), await RuleWorld.ReadAsync(db, cancel));
        var lately = now.AddDays(-6);
        var told = await db.Conversations.Where(it => it.LastMessageAt > lately).OrderBy(it => it.LastMessageAt).Take(Most).ToListAsync(cancel);
        foreach (var conversation in told.Where(it => it.WaitingSince is not null))
            await ActAsync(book, world, conversation, RuleTrigger.CustomerWrote, "message.received", cancel);
        foreach (var conversation in told.Where(it => it is { Status: ConversationStatus.Resolved, ResolvedAt: not null }))
            await ActAsync(book, world, conversation, RuleTrigger.Resolved, "conversation.resolved", cancel);
        await FinishAsync(cancel);
    }

    private static Rule Rule(int position, string name, RuleTrigger trigger, int? minutes, RuleCondition[] conditions, RuleAction[] actions, DateTimeOffset since)
    {
        var rule = new Rule(position, since);
        rule.When(name, trigger, minutes, inWorkingTime: true);
        rule.If(RuleMatch.All, conditions);
        rule.Then(actions);
        rule.Turn(on: true);
        return rule;
    }

    // As the rules would have done it then, by the last event of that kind; the log stays in the order of time.
    private async Task ActAsync(RuleBook book, RuleWorld world, Conversation conversation, RuleTrigger happened, string type, CancellationToken cancel)
    {
        var told = db.Events.AsNoTracking().Where(it => it.Stream == conversation.Id).OrderByDescending(it => it.Sequence);
        var line = await told.Where(it => it.Type == type).FirstAsync(cancel);
        var last = await told.Select(it => it.At).FirstAsync(cancel);
        if (await new RuleRunner(db, world, conversation, last + AMoment).RunAsync(book.SetOff(happened, []), RuleRun.OfEvent(line.Sequence), [], RuleTriggers.IdIn(line, "messageId"), rating: null, cancel))
            await db.SaveAsync(conversation, cancel);
    }

    // Of those that were due long ago, customers have been asked.
    private async Task FinishAsync(CancellationToken cancel)
    {
        var before = now.AddHours(-20);
        var past = await db.FollowUps.Where(it => it.DueAt < before).OrderBy(it => it.DueAt).ToListAsync(cancel);
        foreach (var (place, followUp) in past.Index())
        {
            var conversation = await db.Conversations.SingleAsync(it => it.Id == followUp.ConversationId, cancel);
            var answer = conversation.Language switch { "zh-Hans" => Answers[0], "ja" => Answers[1], _ => Answers[2] };
            var who = followUp.AgentId ?? cast.Staff[place % cast.Staff.Count].Agent.Id;
            followUp.Close(FollowUpState.Done, answer, conversation, $"agent:{who}", followUp.DueAt.AddMinutes(7 + (place % 40)));
            await db.SaveAsync(conversation, cancel);
        }
    }
}
