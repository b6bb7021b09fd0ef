// SPDX-License-Identifier: GPL-3.0-or-later
#include "messagemischief.h"

#include <array>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

using Kind = Failures::Kind;

QString deeplyNested()
{
    constexpr int depth = 2000; // more than a careful reader of JSON follows
    return QString(depth, u'[') + QString(depth, u']');
}

} // namespace

MessageMischief::MessageMischief(Failures failures)
    : m_failures(std::move(failures))
{
}

QList<QJsonObject> MessageMischief::spoiled(QJsonObject message)
{
    if (message.contains("status"_L1) && m_failures.has(Kind::NoStatus))
        return {};
    if (message.contains("gen_progress"_L1) && m_failures.has(Kind::OddProgress))
        message = oddProgress(message);
    if (message.contains("image"_L1))
        message = oddPicture(message);
    if (message.contains("discard_indices"_L1) && m_failures.has(Kind::Discard))
        message["discard_indices"_L1] = m_delivered;
    if (!m_failures.has(Kind::OddMessages))
        return {message};
    message["surprise"_L1] = QJsonArray{1, QJsonObject{{"deep"_L1, QJsonValue()}}};
    return {{{"unknown_kind"_L1, QJsonObject{{"text"_L1, "unheard of"_L1}}}},
            {{"socket_intention"_L1, "stay"_L1}},
            message};
}

QJsonObject MessageMischief::oddProgress(QJsonObject message)
{
    QJsonObject progress = message["gen_progress"_L1].toObject();
    static const std::array<QJsonValue, 5> odd{1.07, 0.1, QJsonValue(u"NaN"_s), QJsonValue(), -3};
    const size_t place = size_t(m_progress++) % (odd.size() + 1);
    if (place == odd.size())
        progress.remove("overall_percent"_L1);
    else
        progress["overall_percent"_L1] = odd[place];
    if (progress.contains("preview"_L1))
        progress["preview"_L1] = "data:image/jpeg;base64,%%%no base64%%%"_L1;
    message["gen_progress"_L1] = progress;
    return message;
}

QJsonObject MessageMischief::oddPicture(QJsonObject message)
{
    m_delivered.append(message["batch_index"_L1].toString().toInt());
    if (!m_failures.has(Kind::OddMetadata))
        return message;
    const std::array<QJsonValue, 4> odd{QJsonValue(), QJsonValue(QString()), QJsonValue(u"no JSON {"_s),
                                        QJsonValue(deeplyNested())};
    message["metadata"_L1] = odd[size_t(m_pictures++) % odd.size()];
    return message;
}

QList<QByteArray> MessageMischief::nonsense()
{
    static const std::array<QByteArray, 4> texts{"this is no JSON", "[1, 2, 3]", "", "\"text\""};
    if (!m_failures.has(Kind::OddFrames))
        return {};
    return {texts[size_t(m_nonsense++) % texts.size()]};
}

} // namespace demo
